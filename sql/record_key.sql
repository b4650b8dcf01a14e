create function saint.record_key(entity text, id text) returns text
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    key_type regtype := (select e.key_type::regtype from saint.entity as e where e.entity = record_key.entity);
    key text;
begin
    if key_type is null then
        raise exception 'there is no entity %', pg_catalog.quote_nullable(entity)
            using errcode = 'undefined_object',
            hint = coalesce(
                (select 'Known: ' || pg_catalog.string_agg(e.entity, ', ' order by e.entity) || '.' from saint.entity as e),
                'Nothing is applied yet: saint apply FILE.'
            );
    end if;
    begin
        -- Of all that computes a record this is open to whoever may add to a selection, whatever is confidential.
        execute pg_catalog.format(
            'select f.id::text from %s(array[$1]::%s[]) as f', saint.compiled_function(entity || '_fields'), key_type
        ) into key using id;
    exception
        when data_exception then
            -- What is not a key of this type is the key of no record.
            key := null;
    end;
    if key is null then
        raise exception 'there is no % with id %', entity, pg_catalog.quote_nullable(id)
            using errcode = 'no_data_found';
    end if;
    return key;
end
$$;
comment on function saint.record_key(text, text) is
    'Internal: the id of a record of an entity in its canonical form; fails where there is no such record';

