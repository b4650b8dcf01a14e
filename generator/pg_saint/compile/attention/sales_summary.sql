-- The three areas of the sales view; the percentages add up to 100.0. Where there is no distribution one row says why.
with area as (
  select
    a.area, sum(b.relations)::bigint as relations, sum(b.revenue) as revenue,
    row_number() over (order by min(b.band)) as ordinal
  from {{ bands }} b
  join saint.sales_distribution(1, 1) a on a.band = b.band
  group by a.area
),
share as (
  select p.ordinal, p.percent, p.revenue_percent
  from (
    select
      saint.percentages(array_agg(a.relations::numeric order by a.ordinal)) as relations,
      saint.percentages(array_agg(a.revenue order by a.ordinal)) as revenue
    from area a
  ) s
  cross join lateral unnest(s.relations, s.revenue) with ordinality p (percent, revenue_percent, ordinal)
)
select a.area, a.relations, s.percent, a.revenue, s.revenue_percent,
  {{ calculated_at }}
from area a
join share s on s.ordinal = a.ordinal
union all
select 'no distribution: ' || d.reason, w.relations, null, w.revenue, null,
  {{ calculated_at }}
from (
  select count(*) as relations, coalesce(sum(m.total), 0)::bigint as moments, coalesce(sum(m.revenue), 0) as revenue
  from {{ view }} m
) w
join lateral saint.sales_distribution(w.moments, w.revenue) d on d.band = 0 and d.reason is not null
