-- A record: its fields, and what its card shows.
select r.id::text as id, to_jsonb(f) as fields, k.statuses, k.status, k.since, k.image_key
from (select %(id)s::{key_type} as id) r
join {fields}(array[%(id)s::{key_type}]) f on f.id = r.id
left join {card_view} k on k.id = r.id;
