-- Without how many are in them: counting takes long.
select
    d.selection, d.entity, coalesce(saint.in_language(s.titles, %(language)s), d.name) as name, d.kind, d.declared,
    d.refreshed_at
from saint.selectiondef d
join saint.selection s on s.selection = d.selection
order by d.entity, name;
