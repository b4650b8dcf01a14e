-- Today, as each node says: the pinned day, or its own clock's.
create or replace view {{ name }} as
select coalesce(k.pinned, (now() at time zone {{ timezone }})::date) as today
from {{ pinned_day }} k
where k.one = 1;
