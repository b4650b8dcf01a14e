-- A relation in the order of the grid, with the one before and the one after it.
select n.*
from (
    select
        g.id::text as id, g.code, g.name, g.total,
        lag(g.id::text) over grid as previous, lead(g.id::text) over grid as next,
        row_number() over grid as place, count(*) over () as relations
    from {view} g
    window grid as (order by g.total desc, g.id)
) n
where n.id = %(id)s;
