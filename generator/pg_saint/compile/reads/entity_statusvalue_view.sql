-- {{ entity }}: one row per active status, with the names of both. The record's is read only where it is asked for.
create or replace view {{ name }} as
select s.id, s.status, s.since, s.name, {{ record_name }} as record_name
from {{ status_view }} s;
