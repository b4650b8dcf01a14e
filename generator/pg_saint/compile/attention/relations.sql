-- {{ entity }}: who the records are, and where to find them.
create or replace function {{ name }}(ids {{ key_type }}[])
returns table (
  id {{ key_type }}{% for t in texts %}, {{ t.name }} text{% endfor %}{% for p in places %}, {{ p.name }} double precision{% endfor %})
language plpgsql stable security definer rows 100
{{ reading }} set jit = off as $saint$
#variable_conflict use_variable
declare
  saint_held constant boolean := {{ hold }};
begin
  return query
  select
    {{ record.key }}{% for t in texts %},
    {{ t.value }}{% endfor %}{% for p in places %},
    {{ p.value }}{% endfor %}

  from {{ record.table }} {{ record.alias }}
{% for j in record.joins %}
  left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
  where {{ record.where }};
end
$saint$;
