-- Roles belong to the whole cluster: the second database finds it there, two at once may race for it.
do $$
begin
    -- Who may create none may not try to.
    if pg_catalog.to_regrole('saint_revenue') is null then
        create role saint_revenue nologin;
        comment on role saint_revenue is 'pg_saint: sees revenue, in attention monitors and elsewhere';
    end if;
exception
    when duplicate_object or unique_violation then
        null;
end
$$;

