-- {{ entity }}: the rows of {{ source }} of that type that are open and for today or later: follow-ups that are planned already.
create or replace function {{ name }}(ids text[], of_type text) returns table (id text, key text, date date)
language plpgsql stable parallel {{ parallel }} security definer
{{ reading }}
-- the length of an array is unknown: it would be replanned at each call
set plan_cache_mode = force_generic_plan as $saint$
#variable_conflict use_column
declare
  saint_held constant boolean := {{ hold }};
begin
  return query
  select ({{ link }})::text, ({{ row_key }})::text, {{ date }}
  from {{ table }} {{ alias }}
{% for j in joins %}
  left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
  where {{ where }} and {{ date }} >= saint.today() and {{ type }}{% if completed %} and ({{ completed }}) is not true{% endif %};
end
$saint$;
