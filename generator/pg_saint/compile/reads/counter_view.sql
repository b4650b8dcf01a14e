-- {{ entity }}: one row per record, one column per counter, exact: stored where the row is valid, else computed.
create or replace view {{ name }} as
{% include "reads/current.sql" %};
