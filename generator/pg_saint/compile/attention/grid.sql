-- A moment at -infinity is before all days: no number of days lies between.
select
  m.id, m.color, m.code, m.name, m.total, case when isfinite(m.last) then c.today - m.last end as days, m.band{% for k in kinds %},
  m.{{ k }}, case when isfinite(m.{{ k }}_last) then c.today - m.{{ k }}_last end as {{ k }}_days{% endfor %},
  (array[{{ colors }}])[m.band + 1] as band_hex, c.calculated_at
from {{ view }} m
cross join saint.calculation c
where c.monitor = {{ monitor }}
