-- The relations with neither moments nor revenue: in no band of the sales view.
select m.id, m.code, m.name,
  {{ calculated_at }}
from {{ view }} m
where m.total = 0 and m.revenue = 0
