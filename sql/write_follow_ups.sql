-- With the rights and the search_path of whoever calls it: it writes into the CRM's own table, whose policies and
-- triggers are for that user. So each operator and function here has arguments of the very types that pg_catalog has it
-- for: no other schema on that path can have a better one.
create function saint.write_follow_ups(
    status text, ids text[], language text, type text, title text, in_days integer, for_user text
) returns table (id text, key text)
language plpgsql volatile parallel unsafe
as $$
declare
    proposed jsonb := (saint.find_status(status)).follow_up;
begin
    if proposed is null then
        raise exception 'status % has no follow-up', status
            using errcode = 'object_not_in_prerequisite_state',
            hint = 'Write follow_up: in its definition, and apply it.';
    elsif proposed ->> 'written_by'::text is null then
        raise exception 'source % does not say how a follow-up is written', proposed ->> 'source'::text
            using errcode = 'object_not_in_prerequisite_state',
            hint = 'Add write: to the source in the definition, and apply it.';
    end if;
    return query execute pg_catalog.format(
        'select w.id, w.key from %s($1, $2, $3, $4, $5, $6, $7) as w',
        saint.compiled_function(proposed ->> 'written_by'::text)
    ) using status, ids, language, type, title, in_days, for_user;
exception
    -- What the CRM's own constraints say of a type or a user that it does not know.
    when foreign_key_violation or check_violation or not_null_violation or data_exception then
        raise exception 'the CRM does not take this follow-up, of type %: %', coalesce(type, proposed ->> 'type'::text), sqlerrm
            using errcode = sqlstate,
            hint = 'See follow_up: of the status and write: of its source in the definition.';
end
$$;
comment on function saint.write_follow_ups(text, text[], text, text, text, integer, text) is
    'Internal: writes the default follow-up of a status for records into the CRM''s own table; their keys there';
