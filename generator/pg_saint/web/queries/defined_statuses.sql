-- The statuses in force, each with what it asks.
select
    s.status as name, s.entity, coalesce(saint.in_language(s.titles, %(language)s), s.status) as title, s.image, s.rank,
    s.visual, s.enabled, s.criteria
from saint.status s
where not s.deleted
order by s.entity, s.rank, s.status;
