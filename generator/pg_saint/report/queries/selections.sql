select d.selection, d.entity, coalesce(saint.in_language(s.titles, %(language)s), d.name) as name, d.kind, d.matches,
    d.refreshed_at
from saint.selectiondef d
left join saint.selection s on s.selection = d.selection
order by d.entity, d.selection;
