create function saint.selection_remove_from(name text, source text) returns bigint
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    removed bigint;
begin
    perform saint.static_selection(name);
    execute pg_catalog.format(
        'delete from saint.selection_entry as e where e.selection = %L and e.id in (%s)',
        name, (select s.query from saint.source_of(source) as s)
    );
    get diagnostics removed = row_count;
    return removed;
end
$$;
comment on function saint.selection_remove_from(text, text) is
    'Takes out the records that have a status or are in another selection now; returns how many';

