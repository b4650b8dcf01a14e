-- Those that this role may add to.
select s.selection, coalesce(saint.in_language(s.titles, %(language)s), s.selection) as name
from saint.selection s
where s.entity = %(entity)s and s.kind = 'static'
    and has_function_privilege('saint.selection_add(text, text)', 'execute')
order by 2;
