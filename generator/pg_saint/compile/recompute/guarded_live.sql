-- {{ entity }}: one {{ entity }}, as {{ ways[0] }}() computes it; where that is an error, with NULL in the place of every value.
create or replace function {{ name }}(record_id {{ key_type }}, today date) returns setof {{ row_type }}
language plpgsql stable parallel unsafe security definer rows 1
{{ reading }} as $saint$
declare
  saint_row {{ row_type }};
begin
  perform {{ held }}();
  return query select a.* from {{ advance }}($1, $2) a;
  if found then
    return;
  end if;
{% for way in ways %}
{% if not loop.first %}
  -- it may be a row that has no link
{% endif %}
  begin
    select t.* into saint_row from {{ way }}($1, $2) t;
    if found then
      return next saint_row;
    end if;
    return;
  exception
    when {{ errors }} then
      -- the lock that was taken before the error is gone with it
      perform {{ held }}();
  end;
{% endfor %}
  return query
  select
{% for value in failed %}
    {{ value }}{% if not loop.last %},{% endif %}

{% endfor %}
  where exists (select from {{ record_table }} {{ record_alias }} where {{ record_key }} = $1);
end
$saint$;
