-- {{ table }}: rows that came.
create or replace function {{ name }}() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
{% if deltas %}
declare
{% for s in deltas %}
  {{ s.o }} {{ s.type }};
  {{ s.n }} {{ s.type }};
{% endfor %}
{% endif %}
begin
{% for s in deltas %}
  select count(*) over (), {{ s.row }} into {{ s.n }}
  from new_rows {{ s.alias }} limit 1;
  if not found then
    return null;
  end if;
  if {{ s.n }}.rows = 1 and current_setting('transaction_isolation') = 'read committed' then
{% for e in s.entities %}
    if {{ s.n }}.{{ e.link }} is not null then
      perform {{ e.add }}({{ s.n }}.{{ e.link }}, {{ s.o }}, {{ s.n }});
    end if;
{% endfor %}
  else
{% for e in s.entities %}
    insert into {{ e.dirty }} (id)
    select distinct e.id from (select {{ e.id }} as id from new_rows {{ s.alias }}) e where e.id is not null;
{% endfor %}
  end if;
{% endfor %}
{% for m in marks %}
  {{ m.comment }}
{% if m.direct %}
  insert into {{ m.dirty }} (id)
  select distinct e.id from (select ({{ m.id }})::{{ m.key_type }} as id from new_rows {{ m.alias }}) e where e.id is not null;
{% else %}
  insert into {{ m.via }} (hop, key)
  select distinct {{ m.hop }}, {{ m.key }} from new_rows {{ m.alias }};
{% endif %}
{% endfor %}
  return null;
end
$saint$;
