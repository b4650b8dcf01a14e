-- Rights and search_path: see write_follow_ups.
create function saint.create_follow_up(
    status text,
    id text,
    language text default null,
    type text default null,
    title text default null,
    in_days integer default null,
    for_user text default null,
    force boolean default false,
    again boolean default false
) returns text
language plpgsql volatile parallel unsafe
as $$
declare
    described saint.status := saint.find_status(status);
    made text;
    refused text;
begin
    select r.problem into refused
    from saint.follow_ups_refused(status, array[create_follow_up.id], type, force, again) as r;
    if refused is not null and described.follow_up is not null and saint.is_record(described.entity, create_follow_up.id) then
        raise exception '% % %', described.entity, create_follow_up.id, refused
            using errcode = 'object_not_in_prerequisite_state',
            hint = 'force => true writes it for a record without the status, again => true beside one that is planned.';
    end if;
    select f.key into made
    from saint.write_follow_ups(status, array[create_follow_up.id], language, type, title, in_days, for_user) as f;
    if made is null then
        raise exception 'there is no % with id %', described.entity, pg_catalog.quote_nullable(id)
            using errcode = 'no_data_found';
    end if;
    return made;
end
$$;
comment on function saint.create_follow_up(text, text, text, text, text, integer, text, boolean, boolean) is
    'Writes the default follow-up of a status for one record into the CRM''s own table, and returns its key there';
