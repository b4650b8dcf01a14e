create function saint.selection_remove(name text, id text) returns boolean
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    perform saint.static_selection(name);
    delete from saint.selection_entry as e where e.selection = name and e.id = selection_remove.id;
    return found;
end
$$;
comment on function saint.selection_remove(text, text) is
    'Takes a record out of a static selection, also one that the CRM no longer has; false where it was not in it';

