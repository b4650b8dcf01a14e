-- Where the relations are.
select g.id::text as id, g.name, g.total, g.band, r.latitude, r.longitude
from {view} g
join {relations}(array(select a.id from {view} a)) r on r.id = g.id
where r.latitude between -90 and 90 and r.longitude between -180 and 180
order by g.band desc, g.id
limit %(limit)s;
