create function saint.follow_ups_planned(of_status text, ids text[], of_type text default null)
returns table (id text, key text, date date)
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    described saint.status := saint.find_status(of_status);
    -- Not there for a source without dates, nor before the first apply since it came.
    planned text := described.entity || '_planned_' || (described.follow_up ->> 'source');
begin
    if planned is null or to_regproc(format('saint_data.%I', planned)) is null then
        return;
    end if;
    return query execute format('select p.id, p.key, p.date from %s($1, $2) as p', saint.compiled_function(planned))
        using ids, coalesce(of_type, described.follow_up ->> 'type');
end
$$;
comment on function saint.follow_ups_planned(text, text[], text) is
    'Internal: which follow-ups of a status, or of another type, are planned already for records: the CRM''s rows and their days';
