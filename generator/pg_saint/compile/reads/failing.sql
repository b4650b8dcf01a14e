-- {{ entity }}: the records of which something cannot be computed, what, and why. What they lack is NULL elsewhere.
create or replace function {{ name }}() returns table (id text, what text, message text)
language plpgsql stable parallel unsafe security definer {{ reading }} as $saint$
declare
  r {{ row_type }};
begin
{% for risk in risks %}
  -- rows that belong to no record: {{ risk.text }}
  begin
    perform count({{ risk.value }}) from {{ risk.table }} saint_row;
  exception
    when {{ errors }} then
      declare
        saint_row record;
      begin
        for saint_row in select * from {{ risk.table }} loop
          begin
            perform {{ risk.value }};
          exception
            when {{ errors }} then
              what := {{ risk.said }};
              message := concat(sqlerrm, ' (', concat_ws(', '{% for c in risk.columns %}, {{ c.name }} || left(saint_row.{{ c.column }}::text, 100){% endfor %}), ')');
              return next;
          end;
        end loop;
      end;
  end;
{% endfor %}
  for r in
    select c.* from {{ wide }} c where not exists (select from {{ stale }} s where s.id = c.id)
    union all
    select l.*
    from (select distinct s.id from {{ stale }} s) s cross join lateral {{ live }}(s.id, saint.today()) l
  loop
    id := r.id::text;
{% if tried %}
    if r.as_of = 'infinity' then
      begin
        perform from {{ try }}(r.id, saint.today());
      exception
        when {{ errors }} then
          what := 'its values';
          message := sqlerrm;
          return next;
      end;
      continue;
    end if;
{% endif %}
{% for a in attempts %}
    begin
      perform {{ a.value }};
    exception
      when {{ errors }} then
        what := {{ a.said }};
        message := sqlerrm;
        return next;
    end;
{% endfor %}
  end loop;
end
$saint$;
