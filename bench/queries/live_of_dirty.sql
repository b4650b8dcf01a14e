-- What computing the dirty records costs by itself.
select count(l.statuses)
from (select distinct d.id from saint_data.company_dirty d) d
cross join lateral saint_data.company_live(d.id, saint.today()) l;
