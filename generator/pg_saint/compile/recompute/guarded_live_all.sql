-- {{ entity }}: every {{ entity }}; where one of them cannot be computed, those beside it can.
create or replace function {{ name }}(today date) returns setof {{ row_type }}
language plpgsql stable parallel unsafe security definer
{{ reading }} as $saint$
declare
  saint_row {{ row_type }};
  saint_done {{ key_type }}[] := '{}';
begin
{% for way in ways %}
{% if not loop.first %}
  -- it may be a row that has no link
{% endif %}
  begin
    if cardinality(saint_done) = 0 then
      for saint_row in select t.* from {{ way }}($1) t loop
        return next saint_row;
        saint_done := saint_done || saint_row.id;
      end loop;
      return;
    end if;
  exception
    when {{ errors }} then
      -- the lock that was taken before the error is gone with it
      perform {{ held }}();
  end;
{% endfor %}
  return query
  select l.* from {{ live_many }}(array(
    select ({{ record_key }})::{{ key_type }} from {{ record_table }} {{ record_alias }}
    except
    select d.id from unnest(saint_done) d (id)
  ), $1) l
  -- names the table, so that this is replanned when one of its columns gets another type
  union all
  select c.* from {{ wide }} c where false;
end
$saint$;
