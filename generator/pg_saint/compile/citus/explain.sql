-- {{ entity }}: why a record has a status or not. When a criterion changes by itself is not said of what is in shards.
create or replace function {{ name }}(of_status text, of_id text)
returns table (criterion text, value text, met boolean, changes_on date)
language plpgsql stable parallel unsafe security definer {{ pinned }}
{{ showing }} set timezone = {{ timezone }} as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  c record;
begin
  select r.* into c from {{ in_shards }} r where r.id = of_id::{{ key_type }};
  if c.id is null then
    raise exception 'there is no % with id %', {{ entity_literal }}, of_id using errcode = 'no_data_found';
  end if;
{% for s in statuses %}

  if of_status = {{ s.name }} then
    return query values
{% for k in s.criteria %}
      ({{ k.text }}::text, {{ k.value }}::text, coalesce({{ k.met }}, false), null::date){% if not loop.last %},{% else %};{% endif %}

{% endfor %}
  end if;
{% endfor %}
end
$saint$;
