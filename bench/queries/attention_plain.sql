-- What the monitor counts, written by hand: every column is used, so that none is left out.
select sum(g.total), count(g.last), count(*)
from (
  select a.company_id,
    count(*) filter (where a.day > %(today)s::date - 365 and a.day <= %(today)s::date) as total,
    max(a.day) filter (where a.day <= %(today)s::date) as last
  from (
    select company_id, (starts_at at time zone 'Europe/Oslo')::date as day
    from crm.activity where not deleted
    offset 0
  ) a
  group by a.company_id
) g
