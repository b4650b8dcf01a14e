-- The image of the first visual status that shows it.
select coalesce(saint.in_language(s.titles, %(language)s), s.status) as name, i.content, i.media_type
from saint.status s
join saint.image i on i.image = s.image
where s.image = %(image)s and s.status = any (%(statuses)s)
order by s.visual desc, s.rank
limit 1;
