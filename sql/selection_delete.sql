create function saint.selection_delete(name text) returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    perform saint.static_selection(name);
    delete from saint.selection as s where s.selection = selection_delete.name and not s.declared;
    if not found then
        raise exception 'selection % is one of the definitions in force', name
            using errcode = 'dependent_objects_still_exist',
            hint = 'Take it out of the file and apply that, then delete it.';
    end if;
    delete from saint.selection_entry as e where e.selection = selection_delete.name;
end
$$;
comment on function saint.selection_delete(text) is 'Deletes a static selection and its entries';

