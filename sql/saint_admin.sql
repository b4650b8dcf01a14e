-- Roles belong to the whole cluster: the second database finds it there, two at once may race for it.
do $$
begin
    -- Who may create none may not try to.
    if pg_catalog.to_regrole('saint_admin') is null then
        create role saint_admin nologin;
        comment on role saint_admin is 'pg_saint: defines and applies, sets the clock, ticks and checks';
    end if;
exception
    when duplicate_object or unique_violation then
        null;
end
$$;

