-- {{ entity }}: dirty marks, append only. A record with a mark is not read from its stored row alone until a tick has seen to it.
-- No vacuum_truncate, here and in the other tables: writers would wait while autovacuum cuts free pages off the end.
create table {{ name }} (
  id {{ key_type }} not null,
  mark bigint generated always as identity,
  -- what of the record is stale: its fields, the events of a source; NULL: all of it
  stale text,
{% for c in differences %}
{% if loop.first %}
  -- what a changed row adds to the record; of no kind: the record is to be recomputed
{% endif %}
  {{ c.name }} {{ c.type }},
{% endfor %}
  primary key (id, mark)
) with (vacuum_truncate = false, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
