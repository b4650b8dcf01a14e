-- The three areas of the contact view; the percentages add up to 100.0.
with area as (
  select a.area, sum(b.relations)::bigint as relations, row_number() over (order by min(b.band)) as ordinal
  from {{ bands }} b
  join saint.contact_bands(null, null, {{ method }}) a on a.band = b.band
  group by a.area
)
select a.area, a.relations, p.percent,
  {{ calculated_at }}
from area a
join unnest((select saint.percentages(array_agg(a.relations::numeric order by a.ordinal)) from area a))
  with ordinality p (percent, ordinal) on p.ordinal = a.ordinal
