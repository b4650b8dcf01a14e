-- What computing the dirty records costs by itself, all at once.
select count(l.statuses)
from saint_data.company_live_many(array(select distinct d.id from saint_data.company_dirty d), saint.today()) l;
