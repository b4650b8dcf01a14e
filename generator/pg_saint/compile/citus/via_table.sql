-- {{ entity }}: what makes all records stale, on the coordinator alone. Each row marks them on the shards at once.
create table {{ name }} (
  hop text not null,
  key jsonb not null default '{}',
  mark bigint generated always as identity primary key
) with (vacuum_truncate = false, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
create trigger mark_all after insert on {{ name }}
for each statement execute function {{ mark_all }}();
