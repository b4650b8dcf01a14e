create function saint.find_status(status text) returns saint.status
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    found_status saint.status;
begin
    select s.* into found_status from saint.status as s where s.status = find_status.status;
    if found_status.status is null then
        raise exception 'there is no status %', pg_catalog.quote_nullable(status)
            using errcode = 'undefined_object',
            hint = coalesce(
                (select 'Known: ' || pg_catalog.string_agg(s.status, ', ' order by s.status) || '.'
                 from saint.status as s),
                'No status is in force: saint apply FILE.'
            );
    end if;
    return found_status;
end
$$;
comment on function saint.find_status(text) is
    'Internal: the definition of a status; an error where there is none of that name';
