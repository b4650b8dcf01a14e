create function saint.selection_add(name text, id text) returns boolean
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    perform saint.hold_selection(name);
    insert into saint.selection_entry (id, selection)
    values (saint.record_key(saint.static_selection(name), id), name)
    on conflict do nothing;
    return found;
end
$$;
comment on function saint.selection_add(text, text) is
    'Adds a record to a static selection; false where it was there already';

