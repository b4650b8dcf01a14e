-- {{ entity }}: the values that the texts of its statuses name, read from the CRM's own tables at that moment.
-- @FIELD says for whom a follow-up is, #PARENT is the key of a parent: names that no text can have.
create or replace function {{ name }}(ids text[]) returns table (id text, variables jsonb)
language plpgsql stable parallel {{ parallel }} security definer
{{ reading }}
{{ showing }} set timezone = {{ timezone }}
-- the length of an array is unknown: it would be replanned at each call
set plan_cache_mode = force_generic_plan as $saint$
#variable_conflict use_column
declare
  saint_held constant boolean := {{ hold }};
begin
  return query
  select
    ({{ record.key }})::text,
    jsonb_object(
      array[{% for v in variables %}{{ v.name }}{% if not loop.last %}, {% endif %}{% endfor %}]::text[],
      array[{% for v in variables %}

        ({{ v.value }})::text{% if not loop.last %},{% endif %}{% endfor %}

      ]::text[]
    )
  from {{ record.table }} {{ record.alias }}
{% for j in record.joins %}
  left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
{% if counters %}
  left join (
    select * from {{ counters.view }} c where c.id = any ($1::{{ key_type }}[])
  ) {{ counters.alias }} on {{ counters.alias }}.id = {{ record.key }}
{% endif %}
  where {{ record.where }};
end
$saint$;
