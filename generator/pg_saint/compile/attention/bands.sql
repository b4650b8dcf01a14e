-- The six bands of the contact view, each with the totals that it covers.
select
  b.band, b.color, b.relations, b.lowest, b.highest,
  (array[{{ colors }}])[b.band + 1] as hex,
  {{ calculated_at }}
from (
  select array_agg(t.total) as totals, array_agg(t.relations) as relations
  from (select m.total, count(*) as relations from {{ view }} m group by m.total) t
) h
cross join lateral saint.contact_bands(h.totals, h.relations, {{ method }}) b
