-- {{ table }}: rows that changed. Two rows that say the same cancel out, so an update of what is not mapped ends here.
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
    select 1, {{ s.row }} into {{ s.o }}
    from old_rows {{ s.alias }};
    if {{ s.o }} is distinct from {{ s.n }} then
{% for e in s.entities %}
      if {{ s.n }}.{{ e.link }} is not null then
        perform {{ e.add }}({{ s.n }}.{{ e.link }}, {{ s.o }}, {{ s.n }});
      end if;
      if {{ s.o }}.{{ e.link }} is distinct from {{ s.n }}.{{ e.link }} and {{ s.o }}.{{ e.link }} is not null then
        perform {{ e.add }}({{ s.o }}.{{ e.link }}, {{ s.o }}, {{ s.n }});
      end if;
{% endfor %}
    end if;
  else
{% for e in s.entities %}
    insert into {{ e.dirty }} (id)
    select distinct e.id from (
      (select {{ e.id }}, {{ e.row }} from old_rows {{ s.alias }}
       except all
       select {{ e.id }}, {{ e.row }} from new_rows {{ s.alias }})
      union all
      (select {{ e.id }}, {{ e.row }} from new_rows {{ s.alias }}
       except all
       select {{ e.id }}, {{ e.row }} from old_rows {{ s.alias }})
    ) e (id)
    where e.id is not null;
{% endfor %}
  end if;
{% endfor %}
{% for m in marks %}
  {{ m.comment }}
  with changed as (
    (select {{ m.compared }} from old_rows {{ m.alias }} except all select {{ m.compared }} from new_rows {{ m.alias }})
    union all
    (select {{ m.compared }} from new_rows {{ m.alias }} except all select {{ m.compared }} from old_rows {{ m.alias }})
  )
{% if m.direct %}
  insert into {{ m.dirty }} (id)
  select distinct e.id from (
    select ({{ m.id }})::{{ m.key_type }} as id from (select {{ m.restored }} from changed) {{ m.alias }}
  ) e where e.id is not null;
{% else %}
  insert into {{ m.via }} (hop, key)
  select distinct {{ m.hop }}, {{ m.key }} from (select {{ m.restored }} from changed) {{ m.alias }};
{% endif %}
{% endfor %}
  return null;
end
$saint$;
