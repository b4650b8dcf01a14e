-- The day that an administrator has pinned, on each node; saint.set_today() writes it. By its key a planner knows that it is one row.
create table {{ name }} (
  one integer primary key default 1 check (one = 1),
  pinned date
) with (vacuum_truncate = false);
insert into {{ name }} (pinned) select c.pinned from saint.clock c;
select create_reference_table('{{ name }}');
