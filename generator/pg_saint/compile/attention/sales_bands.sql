-- The six bands of the sales view, each with the revenue per moment that it covers; none where there is no distribution.
with whole as (
  select coalesce(sum(m.total), 0)::bigint as moments, coalesce(sum(m.revenue), 0) as revenue from {{ view }} m
),
held as (
  select m.sales_band as band, count(*) as relations, sum(m.revenue) as revenue from {{ view }} m group by m.sales_band
),
drawn as (
  select
    d.band, d.color, coalesce(h.relations, 0) as relations,
    d.lowest_quarters * w.revenue / (4 * w.moments) as lowest,
    d.highest_quarters * w.revenue / (4 * w.moments) as highest,
    coalesce(h.revenue, 0) as revenue
  from whole w
  join lateral saint.sales_distribution(w.moments, w.revenue) d on d.reason is null
  left join held h on h.band = d.band
)
select d.band, d.color, d.relations, d.lowest, d.highest, d.revenue, p.percent as revenue_percent,
  (array[{{ colors }}])[d.band + 1] as hex,
  {{ calculated_at }}
from drawn d
join unnest((select saint.percentages(array_agg(d.revenue order by d.band)) from drawn d))
  with ordinality p (percent, ordinal) on p.ordinal = d.band + 1
