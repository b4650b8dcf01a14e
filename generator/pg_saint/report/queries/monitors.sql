select c.monitor, a.title, c.entity, c.relations, c.moments, to_char(c.calculated_at, 'YYYY-MM-DD HH24:MI') as calculated_at
from saint.calculation c
join saint.attention a on a.name = c.monitor
order by c.entity, c.monitor;
