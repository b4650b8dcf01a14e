-- Roles belong to the whole cluster: the second database finds it there, two at once may race for it.
do $$
begin
    -- Who may create none may not try to.
    if pg_catalog.to_regrole('saint_reader') is null then
        create role saint_reader nologin;
        comment on role saint_reader is 'pg_saint: reads statuses, counters and their explanation';
    end if;
exception
    when duplicate_object or unique_violation then
        null;
end
$$;

