-- {{ entity }}: what a wide row answers to the questions of other entities: those answered with yes, and after a ? those that cannot
-- be answered.
create or replace function {{ name }}(c {{ row_type }}) returns text[]
language sql immutable parallel {{ parallel }} as $saint$
  select array_remove(array[
{% for q in questions %}
    {{ q.comment }}
    case {{ q.condition }} when true then {{ q.yes }} when false then null else {{ q.unknown }} end{% if not loop.last %},{% endif %}

{% endfor %}
  ], null)
$saint$;
