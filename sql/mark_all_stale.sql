create function saint.mark_all_stale() returns void
language plpgsql volatile parallel unsafe
as $$
declare
    entity text;
begin
    for entity in select e.entity from saint.entity as e order by e.entity loop
        execute pg_catalog.format('insert into saint_data.%I (hop) values (%L)', entity || '_via', 'all');
    end loop;
end
$$;
comment on function saint.mark_all_stale() is 'Marks every record of every entity as to be recomputed';

