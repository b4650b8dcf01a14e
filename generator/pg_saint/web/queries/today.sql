-- How many records have each status now.
select
    d.status, d.entity, coalesce(saint.in_language(s.titles, %(language)s), d.name) as name, d.matches, s.image,
    d.criteria, d.rank, d.visual
from saint.statusdef d
join saint.status s on s.status = d.status
where d.enabled and not d.deleted
order by d.entity, d.rank, d.status;
