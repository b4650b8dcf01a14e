
create function saint.mark_all_stale() returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    perform saint.mark_stale(array(select e.entity from saint.entity as e order by e.entity));
end
$$;
comment on function saint.mark_all_stale() is 'Internal: marks every record of every entity as to be recomputed';
