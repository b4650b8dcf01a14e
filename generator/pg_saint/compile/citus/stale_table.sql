-- {{ entity }}: from which day on the stored row of a record does not speak for itself: marks that writers append, of -infinity,
-- and for each row that a tick has stored the day on which it changes by itself.
create table {{ name }} (
  id {{ key_type }} not null,
  since date not null default '-infinity',
  -- by the tick that is under way
  taken boolean not null default false
) with (vacuum_truncate = false, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
create index {{ index }} on {{ name }} (since, id);
-- so that a shard can be moved while it is written to
alter table {{ name }} replica identity full;
select create_distributed_table('{{ name }}', 'id', colocate_with => {{ beside }});
