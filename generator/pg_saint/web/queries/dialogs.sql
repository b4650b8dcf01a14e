-- Who would get which follow-up.
select d.id, d.dialog, to_jsonb(f) as fields
from saint.status_dialogs(%(entity)s, %(ids)s, %(language)s, status => %(status)s) d
left join {fields}(%(ids)s::text[]::{key_type}[]) f on f.id::text = d.id
order by d.dialog -> 'follow_up' ->> 'user', to_jsonb(f) ->> 'name', d.id;
