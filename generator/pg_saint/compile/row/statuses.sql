-- {{ entity }}: the statuses that a wide row has.
create or replace function {{ name }}(c {{ row_type }}) returns text[]
language sql immutable parallel {{ parallel }} as $saint$
{% if statuses %}
  select array_remove(array[
{% for s in statuses %}
    {{ s.comment }}
    case when {{ s.condition }} then {{ s.name }} end{% if not loop.last %},{% endif %}

{% endfor %}
  ], null)
{% else %}
  select '{}'::text[]
{% endif %}
$saint$;
