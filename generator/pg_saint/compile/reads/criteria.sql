-- {{ entity }}: each criterion of a status on one wide row: its values, and whether it is met.
create or replace function {{ name }}(of_status text, c {{ row_type }})
returns table (place integer, criterion text, value text, met boolean)
language sql immutable parallel {{ parallel }} as $saint$
{% for k in criteria %}
  select {{ k.ordinal }}, {{ k.text }}, {{ k.value }}, coalesce({{ k.met }}, false)
  where of_status = {{ k.status }}
{% if not loop.last %}
  union all
{% endif %}
{% else %}
  select 0, '', '', false where false
{% endfor %}
$saint$;
