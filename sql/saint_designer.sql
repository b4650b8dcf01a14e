-- Roles belong to the whole cluster: the second database finds it there, two at once may race for it.
do $$
begin
    -- Who may create none may not try to.
    if pg_catalog.to_regrole('saint_designer') is null then
        create role saint_designer nologin;
        comment on role saint_designer is 'pg_saint: proposes statuses, counters, selections and monitors by SQL';
    end if;
exception
    when duplicate_object or unique_violation then
        null;
end
$$;

