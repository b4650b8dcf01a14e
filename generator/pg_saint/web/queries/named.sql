-- Records by their keys, with what they are called.
select i.id, to_jsonb(f) ->> 'name' as name
from unnest(%(ids)s::text[]) with ordinality i (id, place)
left join {fields}(%(ids)s::text[]::{key_type}[]) f on f.id::text = i.id
order by i.place;
