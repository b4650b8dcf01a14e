select c.counter, c.type, c.standard from saint.counterdef c where c.entity = %(entity)s order by c.standard nulls first, c.counter;
