-- Whoever deletes the selection meanwhile waits, and deletes what is added to it too. With its owner's rights: who may
-- add to a selection may not change it.
create function saint.hold_selection(name text) returns void
language plpgsql volatile parallel unsafe security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform from saint.selection as s where s.selection = name for key share;
end
$$;
comment on function saint.hold_selection(text) is
    'Internal: a selection that something is added to stays until the transaction ends';
