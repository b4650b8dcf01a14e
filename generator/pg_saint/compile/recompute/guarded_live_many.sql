-- {{ entity }}: the records `ids` of {{ entity }}; where one of them cannot be computed, those beside it can.
create or replace function {{ name }}(ids {{ key_type }}[], today date) returns setof {{ row_type }}
language plpgsql stable parallel unsafe security definer
{{ reading }} as $saint$
declare
  saint_rows {{ row_type }}[];
  saint_half integer := cardinality($1) / 2;
begin
  if saint_half = 0 then
    return query select l.* from {{ live }}($1[1], $2) l where cardinality($1) = 1;
    return;
  end if;
{% for way in ways %}
  begin
{% if loop.first %}
    -- collected first: what is returned from a block stays, whatever happens in it
{% else %}
    -- it may be a row that has no link
{% endif %}
    select array_agg(t.*) into saint_rows from {{ way }}($1, $2) t;
    return query
    select r.* from unnest(saint_rows) r
    -- names the table, so that this is replanned when one of its columns gets another type
    union all
    select c.* from {{ wide }} c where false;
    return;
  exception
    when {{ errors }} then
      saint_rows := null;
  end;
{% endfor %}
  return query
  select l.* from {{ name }}($1[:saint_half], $2) l
  union all
  select l.* from {{ name }}($1[saint_half + 1:], $2) l
  union all
  select c.* from {{ wide }} c where false;
end
$saint$;
