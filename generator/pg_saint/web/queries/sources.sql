-- Lists whose records a calculation can be about.
select s.selection as source, coalesce(saint.in_language(s.titles, %(language)s), s.selection) as name
from saint.selection s where s.entity = %(entity)s
union all
select 'status:' || s.status, coalesce(saint.in_language(s.titles, %(language)s), s.status)
from saint.status s where s.entity = %(entity)s and s.enabled and not s.deleted
order by 2;
