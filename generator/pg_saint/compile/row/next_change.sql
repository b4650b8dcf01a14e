-- {{ entity }}: the first day on which a comparison of the row's own values with today changes.
create or replace function {{ name }}(c {{ row_type }}) returns date
language sql immutable parallel {{ parallel }} as $saint$
{% if dates %}
  select least(
{% for d in dates %}
    case when {{ d.ahead }} then {{ d.date }} end,
{% endfor %}
    'infinity'
  )
{% else %}
  select 'infinity'::date
{% endif %}
$saint$;
