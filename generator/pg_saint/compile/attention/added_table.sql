{{ comment }}
-- Since when no sale was added, as of the last calculation. Keys are text: the CRM may give them another type.
create table {{ name }} (
  id text primary key,
  last date
) with (vacuum_truncate = false);
