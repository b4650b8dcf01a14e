-- {{ entity }}: the last day up to today on which a sale that counts was added, by `users` (NULL: everybody).
create or replace function {{ name }}(today date, users text[], ids {{ key_type }}[])
returns table (id {{ key_type }}, last date)
language plpgsql stable security definer rows 10000
{{ reading }} set jit = off set plan_cache_mode = force_custom_plan as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  saint_held constant boolean := {{ hold }};
begin
  return query
  select e.id, max(e.occurred_on)
  from (
{% for s in sources %}
    select {{ s.id }} as id, {{ s.occurred_on }} as occurred_on
    from {{ s.table }} {{ s.alias }}
{% for j in s.joins %}
    left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
    where {{ s.where }} and {{ s.of_users }}
{% if not loop.last %}
    union all
{% endif %}
{% endfor %}
  ) e
  where e.occurred_on <= today and isfinite(e.occurred_on)
  group by e.id;
end
$saint$;
