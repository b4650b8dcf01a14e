-- How many had each status a week ago, two weeks ago and so on, as far as there is a history of it.
select h.status, h.day, h.records
from saint.status_daily h
join generate_series(1, 12) w (week) on h.day = saint.today() - 7 * w.week
order by h.status, h.day;
