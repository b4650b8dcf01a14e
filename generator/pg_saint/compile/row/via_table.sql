-- {{ entity }}: dirty marks whose record is found when they are read: the hop, and what its neighbours join on.
create table {{ name }} (
  hop text not null,
  key jsonb not null default '{}',
  mark bigint generated always as identity primary key
) with (vacuum_truncate = false, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
