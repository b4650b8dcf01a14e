-- A relation in the order of the grid, with the one before and the one after it: by the grid's index.
select
    g.id::text as id, g.code, g.name, g.total,
    (
        select b.id::text
        from {view} b
        where b.total >= g.total and (b.total > g.total or b.id < g.id)
        order by b.total, b.id desc
        limit 1
    ) as previous,
    (
        select a.id::text
        from {view} a
        where a.total <= g.total and (a.total < g.total or a.id > g.id)
        order by a.total desc, a.id
        limit 1
    ) as next,
    (select count(*) from {view} b where b.total > g.total)
        + (select count(*) from {view} b where b.total = g.total and b.id <= g.id) as place
from {view} g
-- the key's type is the one that the relations have
where g.id = %(id)s;
