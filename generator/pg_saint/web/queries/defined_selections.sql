select
    d.selection as name, d.entity, coalesce(saint.in_language(s.titles, %(language)s), d.name) as title, d.kind,
    d.refreshed_at, s.criteria
from saint.selectiondef d
join saint.selection s on s.selection = d.selection
order by d.entity, title;
