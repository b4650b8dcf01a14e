-- How many records had a status at the end of each day (of today: have it now), and how many got and lost it on that day.
create or replace view {{ name }} as
select s.day + n as day, s.entity, s.status, s.records,
  case when n = 0 then s.began else 0 end as began, case when n = 0 then s.ended else 0 end as ended
from (
  select c.entity, c.status, c.day, c.began, c.ended,
    sum(c.began - c.ended) over days as records,
    coalesce(lead(c.day) over days - 1, saint.today()) as until
  from (
    select p.entity, p.status, d.day, count(*) filter (where d.began) as began, count(*) filter (where not d.began) as ended
    from saint.status_period p
    cross join lateral (values (p.began_at, true), (p.ended_at, false)) t (at, began)
    -- today may be pinned to an earlier day than the clock's
    cross join lateral (select least((t.at at time zone (select k.zone from saint.clock k))::date, saint.today()), t.began) d (day, began)
    where t.at is not null
    group by p.entity, p.status, d.day
  ) c
  window days as (partition by c.entity, c.status order by c.day)
) s
cross join lateral generate_series(0, s.until - s.day) n
-- of earlier days only those are known who have it still
where s.day + n >= coalesce((select r.pruned_on - r.days from saint.retention r where r.what = 'status_history'), '-infinity');
