-- {{ entity }}: whom one {{ entity }} asks: on which way, the parent's key, and when something of that changes by itself.
create or replace function {{ name }}(record_id {{ key_type }}, today date)
returns table (path text, id text, next_change date)
language plpgsql stable parallel unsafe security definer rows 1
{{ reading }} as $saint$
declare
  saint_held constant boolean := {{ held }}();
begin
{% for p in parents %}
  return query
  select {{ p.path }}::text, k.id::text, (select l.next_change from {{ p.live }}(k.id, $2) l)
  from (
    select {{ p.parent_key }} as id
    from {{ p.table }} {{ p.alias }}
{% for j in p.all_joins %}
    left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
    where {{ record_key }} = $1
  ) k
  where k.id is not null;
{% endfor %}
end
$saint$;
