{% macro events(s) %}
select{% for f in s.fields %}

  {{ f.value }} as {{ f.name }}{% if not loop.last %},{% endif %}{% endfor %}

from {{ s.table }} {{ s.alias }}
{% for j in s.joins %}
left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
where {{ s.where }}
offset 0
{% endmacro %}
{% set moved = turning | selectattr("moving") | list %}
{% set asked = turning | rejectattr("moving") | list %}
{% set value %}{% if questions %}concat_ws(' ', k.value, '(' || said[k.place] || ')'){% else %}k.value{% endif %}{% endset %}
-- {{ entity }}: why a record has a status or not, and when each criterion changes if nobody does anything.
create or replace function {{ name }}(of_status text, of_id text)
returns table (criterion text, value text, met boolean, changes_on date)
language plpgsql stable {% if tried or failing %}parallel unsafe {% endif %}security definer {{ pinned }}
{{ showing }} set timezone = {{ timezone }} as $saint$
{% if turning %}
-- A table of the CRM may be called as a variable is.
#variable_conflict use_column
{% endif %}
declare
  r {{ row_type }};
  later {{ row_type }};
  was boolean[];
  turns date[];
  day date;
{% if turning %}
  today constant date := saint.today();
{% endif %}
{% if moved %}
  -- a day on which events enter or leave a window, and what that adds to the row
  moved record;
{% endif %}
{% if asked %}
  -- on which an event enters or leaves a window that a criterion looks at, and the ordinals of these criteria
  days date[];
  places integer[];
{% endif %}
{% if tried or failing %}
  -- why a criterion, by its ordinal, or all of them cannot be computed
  failed text[];
  none text;
{% endif %}
{% if confidential %}
  -- what whoever asks may not see, by its ordinal
  hidden text[];
{% endif %}
{% if questions %}
  -- what whoever is asked says, by the criterion's ordinal
  said text[];
{% endif %}
begin
  select * into r from {{ live }}(of_id::{{ key_type }}, saint.today());
  if r.id is null then
    raise exception 'there is no % with id %', {{ entity_literal }}, of_id using errcode = 'no_data_found';
  end if;
  select array_agg(k.met order by k.place), array_agg(null::date) into was, turns from {{ criteria }}(of_status, r) k;

{% for t in moved %}
  -- From day to day what it adds to the row, which is all that days change: of very many events none is read twice.
  if of_status = {{ t.status }} then
    later := r;
    for moved in
      select
        m.at{% for a in t.moving %},
        {{ a.total }} as {{ a.name }}{% endfor %}

      from (
{% for s in t.sources %}
        select
          c.at{% for m in s.moved %},
{% if m.comment %}

          {{ m.comment }}
{% endif %}
          {{ m.value }} as {{ m.name }}{% endfor %}

        from (
{% if s.told_by %}
          -- events that are the same, once
          select{% for f in s.fields %} e.{{ f.name }},{% endfor %} count(*) as saint_events
          from (
{{ events(s) | indent(12, true) | block }}
          ) e
          group by {{ s.told_by }}
{% else %}
          select e.*, 1 as saint_events
          from (
{{ events(s) | indent(12, true) | block }}
          ) e
{% endif %}
        ) event
        cross join lateral (
          select distinct v.at
          from (values
{% for c in s.changes %}
            (case when {{ c.ahead }}{% if c.condition %} and {{ c.condition }}{% endif %} then {{ c.date }} end){% if not loop.last %},{% endif %}

{% endfor %}
          ) v (at)
          where v.at is not null
        ) c
        -- what counts on the day, and what counted on the one before
        cross join lateral (values (c.at, 1), (c.at - 1, -1)) d (today, weight)
        group by c.at
        union all
{% endfor %}
        select 'infinity'{% for a in t.moving %}, {{ a.null }}{% endfor %}

      ) m
      group by m.at
      order by m.at
    loop
      -- and the days before it that the row itself names
      loop
        day := least(moved.at, {{ next_change }}(later));
        exit when day = 'infinity';
        later.as_of := day;
        if day = moved.at then
{% for a in t.moving %}
          {{ a.row }} := {{ a.value }};
{% endfor %}
        end if;
{% for a in t.moving if a.doubted %}
{% if loop.first %}
        -- NaN and infinity are not taken away by a subtraction, nor are digits after the point
        if {% else %} or {% endif %}{{ a.doubted }}{% if loop.last %} then
          select * into later from {{ live }}(of_id::{{ key_type }}, day);
        end if;
{% endif %}
{% endfor %}
        select array_agg(coalesce(turns[k.place], case when k.met <> was[k.place] then day end) order by k.place)
          into turns from {{ criteria }}(of_status, later) k;
        exit when day = moved.at or array_position(turns, null) is null;
      end loop;
      exit when array_position(turns, null) is null;
    end loop;
    day := 'infinity';
  end if;

{% endfor %}
{% for t in asked %}
  if of_status = {{ t.status }} then
    select array_agg(d.at), array_agg(d.place) into days, places from (
{% for s in t.sources %}
      select c.at, c.place
      from (
{{ events(s) | indent(8, true) | block }}
      ) event
      cross join lateral (values
{% for c in s.changes %}
        (case when {{ c.ahead }}{% if c.condition %} and {{ c.condition }}{% endif %} then {{ c.date }} end, {{ c.place }}){% if not loop.last %},{% endif %}

{% endfor %}
      ) c (at, place)
      where c.at is not null
{% if not loop.last %}
      union
{% endif %}
{% endfor %}
    ) d;
  end if;
{% endfor %}

  -- The record as it will be on each day on which a criterion that has not turned yet may change by itself.
  day := {% if moved %}coalesce(day, {% endif %}{% if tells %}least({% if asked %}(select min(d.at) from unnest(days) d (at)), {% endif %}{{ next_change }}(r)){% if moved %}){% endif %}{% elif asks_parents %}least(r.next_change, (select min(a.next_change) from {{ asks }}(r.id, saint.today()) a)){% else %}r.next_change{% endif %};
  while day < 'infinity' and array_position(turns, null) is not null loop
{% if tried %}
    exit when r.as_of = 'infinity' or later.as_of = 'infinity';
{% endif %}
    select * into later from {{ live }}(of_id::{{ key_type }}, day);
    select array_agg(coalesce(turns[k.place], case when k.met <> was[k.place] then day end) order by k.place)
      into turns from {{ criteria }}(of_status, later) k;
    day := {% if tells %}least({% if asked %}(select min(d.at) from unnest(days, places) d (at, place) where d.at > day and turns[d.place] is null), {% endif %}{{ next_change }}(later)){% elif asks_parents %}least(later.next_change, (select min(a.next_change) from {{ asks }}(r.id, day) a)){% else %}later.next_change{% endif %};
  end loop;
{% if tried %}

  if r.as_of = 'infinity' then
    begin
      perform from {{ try }}(r.id, saint.today());
    exception
      when {{ errors }} then
        none := sqlerrm;
    end;
  end if;
{% endif %}
{% for f in failing %}

  if of_status = {{ f.status }} then
    begin
      perform {{ f.value }};
    exception
      when {{ errors }} then
        failed[{{ f.ordinal }}] := sqlerrm;
    end;
  end if;
{% endfor %}
{% for c in confidential %}

  if of_status = {{ c.status }} and not ({{ c.may_see }}) then
    hidden[{{ c.ordinal }}] := {{ c.said }};
  end if;
{% endfor %}

{% for q in questions %}

  if of_status = {{ q.status }} then
    said[{{ q.ordinal }}] := concat_ws('; ', said[{{ q.ordinal }}], (
      select concat({{ q.entity }}, ' ', a.id, ': ', (
{% if q.of_status %}
        select string_agg(concat(e.criterion, case when e.met then ' is met' else ' is not met' end, ': ' || e.value), ', ')
        from {{ q.explain }}({{ q.of_status }}, a.id) e
{% else %}
        select concat_ws(', '{% for p in q.parts %}, {{ p.name }} || coalesce({{ p.value }}, 'null'){% endfor %})
        from {{ q.live }}(a.id::{{ q.key_type }}, saint.today()) l
{% endif %}
      ))
      from {{ asks }}(r.id, saint.today()) a
      where a.path = {{ q.path }}
    ));
  end if;
{% endfor %}

  return query
{% if confidential %}
  select
    k.criterion,
    coalesce(hidden[k.place], {% if tried or failing %}concat_ws(' ', {{ value | block }}, '(cannot be computed: ' || coalesce(none, failed[k.place]) || ')'){% else %}{{ value | block }}{% endif %}),
    case when hidden[k.place] is null then k.met end, case when hidden[k.place] is null then turns[k.place] end
  from {{ criteria }}(of_status, r) k
  order by k.place;
{% elif tried or failing %}
  select
    k.criterion, concat_ws(' ', {{ value | block }}, '(cannot be computed: ' || coalesce(none, failed[k.place]) || ')'),
    k.met, turns[k.place]
  from {{ criteria }}(of_status, r) k
  order by k.place;
{% else %}
  select k.criterion, {{ value | block }}, k.met, turns[k.place] from {{ criteria }}(of_status, r) k order by k.place;
{% endif %}
end
$saint$;
