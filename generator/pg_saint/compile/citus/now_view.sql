{% from "citus/computed.sql" import computed with context %}
-- {{ entity }}: each record as it is now: its stored row, or computed where the row is stale.
-- All joins are by the key, so that Citus carries them out on the shard of the record.
create or replace view {{ name }} as
select
  c.id{% for k in columns %},
  case when live.id is null then c.{{ k }} else live.{{ k }} end as {{ k }}{% endfor %}

from {{ wide }} c
left join (
{{ computed(query) | indent(2, true) | block }}
) live on live.id = c.id
-- one that is gone keeps its row: see {{ tick }}
where case when live.id is null then c.as_of < 'infinity' else live.there end;
