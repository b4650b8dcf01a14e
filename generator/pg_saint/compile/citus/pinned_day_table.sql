-- The day that an administrator has pinned, on each node; saint.set_today() writes it.
create table {{ name }} (
  pinned date
) with (vacuum_truncate = false);
insert into {{ name }} (pinned) select c.pinned from saint.clock c;
select create_reference_table('{{ name }}');
analyze {{ name }};
