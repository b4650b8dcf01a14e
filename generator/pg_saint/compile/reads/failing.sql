-- {{ entity }}: the records of which something cannot be computed, what, and why. What they lack is NULL elsewhere.
create or replace function {{ name }}() returns table (id text, what text, message text)
language plpgsql stable parallel unsafe security definer {{ reading }} as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  today constant date := saint.today();
  saint_held constant boolean := {{ hold }};
{% if risks %}
  saint_row record;
{% endif %}
{% if attempts or tried %}
  saint_wide {{ row_type }};
{% endif %}
begin
{% for risk in risks %}
  {{ risk.text }}
  begin
    perform count({{ risk.value }})
    from {{ risk.table }} {{ risk.alias }}
{% for j in risk.joins %}
    left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
    where {{ risk.where }};
  exception
    when {{ errors }} then
      for saint_row in
        select
          {{ risk.alias }}.tableoid as saint_table, {{ risk.alias }}.ctid as saint_at{% if risk.record %},
          ({{ risk.record }})::text as saint_record{% endif %}{% if risk.told %},
          concat_ws(', ', {{ risk.told }}) as saint_told{% endif %}

        from {{ risk.table }} {{ risk.alias }}
{% for j in risk.naming %}
        left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
        where {{ risk.where }}
      loop
        begin
          perform count({{ risk.value }})
          from {{ risk.table }} {{ risk.alias }}
{% for j in risk.joins %}
          left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
          where {{ risk.alias }}.ctid = saint_row.saint_at and {{ risk.alias }}.tableoid = saint_row.saint_table
            and {{ risk.where }};
        exception
          when {{ errors }} then
            what := {{ risk.said }};
            message := {% if risk.told %}concat(sqlerrm, ' (', saint_row.saint_told, ')'){% else %}sqlerrm{% endif %};
            id := {% if risk.record %}saint_row.saint_record{% else %}null{% endif %};
            return next;
        end;
      end loop;
  end;
{% endfor %}
{% if attempts or tried %}
  for saint_wide in
    select c.* from {{ wide }} c where not exists (select from {{ stale }} s where s.id = c.id)
    union all
    select l.*
    from (select distinct s.id from {{ stale }} s) s cross join lateral {{ live }}(s.id, today) l
  loop
    id := saint_wide.id::text;
{% if tried %}
    if saint_wide.as_of = 'infinity' then
      begin
        perform from {{ try }}(saint_wide.id, today);
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
{% endif %}
end
$saint$;
