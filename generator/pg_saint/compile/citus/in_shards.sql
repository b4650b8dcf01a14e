{% from "citus/computed.sql" import computed with context %}
-- {{ entity }}: each record with all that counters and statuses read, computed on the shards at each read.
-- A subquery for each source, grouped by the column that the tables are distributed by: Citus carries it out where the rows are.
create or replace view {{ name }} as
-- Today is asked once, here, and not of each node's own clock: a table that is on this node alone is not read elsewhere.
with saint_day as materialized (
  select saint.today() as today from saint.clock
)
{{ computed(query) | block }};
