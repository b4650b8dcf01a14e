{{ comment }}
create or replace function {{ name }}() returns timestamptz
language plpgsql security definer {{ pinned }} as $saint$
declare
  began timestamptz := clock_timestamp();
begin
  -- first of all: whoever calculates the same monitor waits here
  insert into saint.calculation as c (monitor, entity, today, calculated_at, calculated_by)
  values ({{ monitor }}, {{ entity_literal }}, saint.today(), began, saint.caller())
  on conflict (monitor) do update set
    entity = excluded.entity, today = excluded.today, calculated_at = excluded.calculated_at,
    calculated_by = excluded.calculated_by;
{% if bought %}
  begin
{% endif %}
  if (select c.relispopulated from pg_class c where c.oid = {{ view_literal }}::regclass) then
    refresh materialized view concurrently {{ view }};
  else
    refresh materialized view {{ view }};
  end if;
{% if bought %}
  exception when others then
    -- an error may quote an amount
    if pg_has_role(saint.caller(), 'saint_revenue', 'member') then
      raise;
    end if;
    raise exception 'monitor % cannot be calculated', {{ monitor }}
      using errcode = sqlstate, hint = 'Whoever has the role saint_revenue is told why.';
  end;
{% endif %}
  -- By the total, as the grid is read: here, since a view of an earlier version has no such index. A role of apply
  -- --owner may make nothing in the schema: there the grid is sorted at each read.
  if has_schema_privilege('saint_data', 'create') and not exists (
    select from pg_index i
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    where i.indrelid = {{ view_literal }}::regclass and a.attname = 'total'
  ) then
    create index on {{ view }} (total desc, id);
  end if;
{% if added %}
  delete from {{ added }};
  insert into {{ added }} (id, last)
  select a.id::text, a.last
  from {{ additions }}(saint.today(), {% if users %}{{ users }}{% else %}null{% endif %}, array(select m.id from {{ view }} m)) a;
{% endif %}
{% for t in state_changes %}
  -- what a later row with the same key has no part in
  delete from {{ t }} t
  using {{ t }} g
  where g.gone and t.source_key = g.source_key and t.change <= g.change;
{% endfor %}
  update saint.calculation c set
    duration = clock_timestamp() - began,
    relations = found.relations,
    moments = found.moments
  from (select count(*) as relations, coalesce(sum(m.total), 0) as moments from {{ view }} m) found
  where c.monitor = {{ monitor }};
  return began;
end
$saint$;
