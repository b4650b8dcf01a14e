-- At the end of each of the last 26 weeks; of this week, now.
select distinct on (h.entity, h.status, week) h.status, date_trunc('week', h.day)::date as week, h.records
from saint.status_daily h
where h.day > saint.today() - 7 * 26
order by h.entity, h.status, week, h.day desc;
