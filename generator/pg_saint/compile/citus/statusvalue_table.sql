-- {{ entity }}: one row per active status, written only when a status comes or goes.
create table {{ name }} (
  id {{ key_type }} not null,
  status text not null,
  since timestamptz not null,
  primary key (id, status)
) with (vacuum_truncate = false);
create index {{ index }} on {{ name }} (status, id);
select create_distributed_table('{{ name }}', 'id', colocate_with => {{ beside }});
