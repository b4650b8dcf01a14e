select a.name as monitor, c.entity, a.title, a.relations, a.moments, a.calculated_at
from saint.attention a
join saint.calculation c on c.monitor = a.name
order by a.title, a.name;
