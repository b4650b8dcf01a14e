-- Those of the definition's own; the standard ones are the same for each source.
select c.counter as name, c.entity, c.value
from saint.counterdef c
where c.standard is null
order by c.entity, c.counter;
