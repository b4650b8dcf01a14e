-- Roles belong to the whole cluster: the second database finds it there, two at once may race for it.
do $$
begin
    create role saint_reader nologin;
    comment on role saint_reader is 'pg_saint: reads statuses, counters and their explanation';
exception
    when duplicate_object or unique_violation then
        null;
end
$$;

