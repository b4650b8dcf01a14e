-- Revenue against attention, per relation that has either.
-- A moment at -infinity is before all days: no number of days lies between.
select
  m.id, m.code, m.name, m.total, m.revenue, {% if added %}c.today - a.last as sales_days{% else %}case when isfinite(m.sales_last) then c.today - m.sales_last end as sales_days{% endif %},
  m.revenue / nullif(m.total, 0) as revenue_per_moment, m.sales_band as band, b.area,
  (array[{{ colors }}])[m.sales_band + 1] as band_hex, c.calculated_at
from {{ view }} m
cross join saint.calculation c
{% if added %}
left join {{ added }} a on a.id = m.id::text
{% endif %}
left join saint.sales_distribution(1, 1) b on b.band = m.sales_band
where c.monitor = {{ monitor }} and (m.total > 0 or m.revenue <> 0)
