-- {{ entity }}: the mapped fields of records, read from the CRM's own tables: for lists that people read.
create or replace function {{ name }}(saint_ids {{ key_type }}[]) returns table (id {{ key_type }}{% for f in fields %},
  {{ f.name }} {{ f.type }}{% endfor %})
language plpgsql stable parallel {{ parallel }} security definer
{{ reading }}
-- the length of an array is unknown: it would be replanned at each call
set plan_cache_mode = force_generic_plan as $saint$
-- The fields are variables here too: columns are qualified.
declare
  saint_held constant boolean := {{ hold }};
begin
  return query
  select
    -- cast: a column of the CRM may get another type, and the next apply comes later
    ({{ record.key }})::{{ key_type }}{% for f in fields %},
    ({{ f.value }})::{{ f.type }}{% endfor %}

  from {{ record.table }} {{ record.alias }}
{% for j in record.joins %}
  left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
  where {{ record.where }};
end
$saint$;
