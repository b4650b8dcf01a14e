-- Of the companies' activities that come into a period or leave one today: how many companies have one, and how many would
-- have to be recomputed if each did so at its own minute of a working day of eight hours.
select count(distinct a.company_id), count(distinct (a.company_id, a.activity_id % 480))
from crm.activity a
where not a.deleted
  and (a.starts_at at time zone 'Europe/Oslo')::date = any (array(select saint.today() - n from unnest(array[0, 28, 56, 91]) n));
