create function saint.selection_define(
    name text, entity text, criteria jsonb, columns text[] default '{}', readers text[] default null
) returns bigint
language plpgsql volatile parallel unsafe security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    definition jsonb;
    made bigint;
begin
    if name is null or entity is null or criteria is null or columns is null then
        raise exception 'a selection needs a name, an entity and criteria' using
            errcode = 'null_value_not_allowed',
            hint = 'For instance saint.selection_define(''to_call'', ''company'', ''status(''''neglected_customer'''')'').';
    end if;
    definition := jsonb_build_object('selections', jsonb_build_object(name, jsonb_build_object(
        'on', entity, 'when', criteria, 'columns', columns, 'readers', coalesce(readers, array[saint.caller()]),
        'stored', false)));
    perform saint.require_proposable(definition);
    insert into saint.proposal as p (kind, name, definition, only_stored, proposed_by, confirmed_by, confirmed_at)
    values ('selection', selection_define.name, definition, true, saint.caller(), saint.caller(), clock_timestamp())
    returning p.request into made;
    perform pg_notify('saint_work', '');
    return made;
end
$$;
comment on function saint.selection_define(text, text, jsonb, text[], text[]) is
    'Defines a dynamic selection of your own over what is stored already; a worker makes it at once, saint.await() says '
    'when, saint.selection_NAME shows it, to you or to the roles in readers. Returns the request';

create function saint.selection_define(
    name text, entity text, criteria text, columns text[] default '{}', readers text[] default null
) returns bigint
language sql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select saint.selection_define(name, entity, to_jsonb(criteria), columns, readers)
$$;
comment on function saint.selection_define(text, text, text, text[], text[]) is
    'The same, with the criteria as one text of the criteria language';

