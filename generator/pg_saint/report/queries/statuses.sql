select d.status, d.entity, coalesce(saint.in_language(s.titles, %(language)s), d.name) as name,
    d.criteria, d.rank, d.visual, d.matches, d.exact_since, i.media_type, i.content
from saint.statusdef d
join saint.status s on s.status = d.status
left join saint.image i on i.image = s.image
where d.enabled
order by d.entity, d.rank, d.status;
