-- {{ entity }}: dirty marks, append only. A record with a mark is computed live until the worker has recomputed it.
create table {{ name }} (
  id {{ key_type }} not null,
  mark bigint generated always as identity,
  -- what of the record is stale: its fields; NULL: all of it
  stale text,
  primary key (id, mark)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
