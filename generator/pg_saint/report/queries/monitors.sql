select a.title, c.entity, c.relations, c.moments, c.calculated_at
from saint.calculation c join saint.attention a on a.name = c.monitor
order by c.entity, c.monitor;
