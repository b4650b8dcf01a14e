-- Rights and search_path: see write_follow_ups.
create function saint.create_follow_up(
    status text,
    id text,
    language text default null,
    type text default null,
    title text default null,
    in_days integer default null,
    for_user text default null
) returns text
language plpgsql volatile parallel unsafe
as $$
declare
    made text;
begin
    select f.key into made
    from saint.write_follow_ups(status, array[create_follow_up.id], language, type, title, in_days, for_user) as f;
    if made is null then
        raise exception 'there is no % with id %', (saint.find_status(status)).entity, pg_catalog.quote_nullable(id)
            using errcode = 'no_data_found';
    end if;
    return made;
end
$$;
comment on function saint.create_follow_up(text, text, text, text, text, integer, text) is
    'Writes the default follow-up of a status for one record into the CRM''s own table, and returns its key there';
