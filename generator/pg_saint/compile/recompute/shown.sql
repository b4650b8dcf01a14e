-- {{ entity }}: one {{ entity }} as {{ now }}() has it, with NULL in the place of what whoever asks may not see.
create or replace function {{ name }}(record_id {{ key_type }}, today date) returns setof {{ row_type }}
language plpgsql stable parallel {{ restricted }} security definer rows 1
{{ pinned }} as $saint$
begin
  return query
  select
{% for value in columns %}
    {{ value }}{% if not loop.last %},{% endif %}

{% endfor %}
  from {{ now }}($1, $2) l;
end
$saint$;
