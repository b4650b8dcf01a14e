-- {{ entity }}: one {{ entity }} as {{ folded_many }}() has it, mark by mark: an aggregate for each column would cost more to set up than
-- a few marks to add.
create or replace function {{ name }}(record_id {{ key_type }}, today date) returns setof {{ row_type }}
language plpgsql stable parallel {{ parallel }} security definer rows 1
{{ pinned }} set plan_cache_mode = force_generic_plan as $saint$
-- No column of ours is called today.
#variable_conflict use_column
declare
  saint_row {{ row_type }};
  -- the day for which it is added
  saint_day date;
  saint_marks integer := 0;
  m record;
{% if lost %}
  -- the best of what went, of each minimum and maximum
  saint_went {{ row_type }};
  saint_lost text[];
  saint_found {{ row_type }};
{% endif %}
begin
  select c.* into saint_row
  from {{ wide }} c
  where c.id = $1 and c.as_of > '-infinity' and c.as_of <= $2{% if generation %} and c.generation >= {{ generation }}{% endif %}{% for total in totals %}

    -- a sum has room for more
    and {{ total }} between -1e1000 and 1e1000{% endfor %};
  if not found then
    return;
  end if;
  saint_day := case when saint_row.next_change > $2 then $2 else saint_row.as_of end;
  for m in
    select d.*, saint_day from {{ dirty }} d where d.id = $1
  loop
    saint_marks := saint_marks + 1;
    if saint_marks > {{ most }} then
      return query select f.* from {{ folded_many }}(array[$1], $2) f;
      return;
    end if;
{% for source in by_source %}
{% if loop.first %}
    if m.difference = {{ source.kind }} then
{% else %}
    elsif m.difference = {{ source.kind }} then
{% endif %}
      -- {{ source.name }}
{% if source.conditions %}
      if not ({{ source.conditions }}) then
        return;
      end if;
{% endif %}
{% for filter in source.filters %}
{% set taken %}
{% for window in filter.windows %}
{% set added %}
{% for a in window.added %}
{{ a.column }} := {{ a.value }};
{% endfor %}
{% if window.extremes %}
if m.weight > 0 then
{% for x in window.extremes %}
  {{ x.came }} := {{ x.best_of_came }};
{% endfor %}
else
{% for x in window.extremes %}
  {{ x.went }} := {{ x.best_of_went }};
{% endfor %}
end if;
{% endif %}
{% endset %}
{% if window.condition %}
if {{ window.condition }} then
{{ added | indent(2, true) | block }}
end if;
{% else %}
{{ added | block }}
{% endif %}
{% endfor %}
{% endset %}
{% if filter.condition %}
      if {{ filter.condition }} then
{{ taken | indent(8, true) | block }}
      end if;
{% else %}
{{ taken | indent(6, true) | block }}
{% endif %}
{% endfor %}
{% if source.changes %}
      -- the next day on which a row that came enters or leaves a window
      if m.weight > 0 then
{% for c in source.changes %}
        if {% if c.filter %}{{ c.filter }} = 1 and {% endif %}{{ c.ahead }} then
          saint_row.next_change := least(saint_row.next_change, {{ c.date }});
        end if;
{% endfor %}
      end if;
{% endif %}
{% endfor %}
    elsif coalesce(m.stale not in ({{ known_stale }}), true) then
      return;
    end if;
  end loop;
  if saint_marks = 0 then
    return;
  end if;
{% if lost %}
  -- what went may have been the best of all
{% for x in lost %}
  if {{ x.is_lost }} then
    saint_lost := saint_lost || {{ x.name }}::text;
  end if;
{% endfor %}
  if saint_lost is not null then
    select x.* into saint_found from {{ extremes }}($1, saint_day, saint_lost) x;
    if not found then
      return;
    end if;
{% for x in lost %}
    if {{ x.name }} = any (saint_lost) then
      {{ x.stored }} := {{ x.found }};
    end if;
{% endfor %}
  end if;
{% endif %}
  saint_row.as_of := saint_day;
  saint_row.next_change := least(saint_row.next_change, {{ next_change }}(saint_row));
  saint_row.statuses := {{ statuses }}(saint_row);
{% if asking %}
  saint_row.saint_answers := {{ answers }}(saint_row);
{% endif %}
  return next saint_row;
end
$saint$;
