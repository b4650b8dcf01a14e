-- When something of the definition came, changed and went.
select h.changed_at, h.changed_by, h.before is null as is_new, h.after is null as is_gone, h.request
from saint.definition_history h
where h.kind = %(kind)s and h.name = %(name)s
order by h.change desc
limit 20;
