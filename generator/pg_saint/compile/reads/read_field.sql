-- {{ entity }}: the {{ field }} of a record, as the CRM has it now. Views call it, where somebody asks for that column.
create or replace function {{ name }}(saint_id {{ key_type }}) returns {{ type }}
language plpgsql stable parallel {{ parallel }} security definer
{{ reading }} as $saint$
declare
  saint_held constant boolean := {{ hold }};
begin
  return (
    select {{ value }}
    from {{ record.table }} {{ record.alias }}
{% for j in record.joins %}
    left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
    where {{ record.where }}
    limit 1
  );
end
$saint$;
