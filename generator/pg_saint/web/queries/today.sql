-- The statuses that records can get, as the first page shows them.
select
    s.status, s.entity, coalesce(saint.in_language(s.titles, %(language)s), s.status) as name, s.image, s.rank, s.visual
from saint.status s
where s.enabled and not s.deleted
order by s.entity, s.rank, s.status;
