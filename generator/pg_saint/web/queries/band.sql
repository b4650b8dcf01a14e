-- Relations of a band, a page of them, with where to find them.
with page as materialized (
    select g.id, {amounts}
    from {view} g
    where g.band = %(band)s
    order by {order}, g.id
    limit %(limit)s offset %(offset)s
)
select g.*, g.id::text as key, r.code, r.name, r.address, r.postal_code, r.city, r.phone, r.email
from page g
left join {relations}(array(select p.id from page p)) r on r.id = g.id
order by {order}, g.id;
