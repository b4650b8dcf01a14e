{% from "recompute/computed.sql" import computed with context %}
{% from "recompute/all_told.sql" import all_told with context %}
{% set all_of_it %}
{% if folds %}d.difference is null and {% endif %}coalesce(d.stale not in ({{ known_stale }}), true){% endset %}
-- {{ entity }}: {{ purpose }}, the stored row moved on to `today`{% if folds %}, with the differences that wait{% endif %}; none of whose row is not true of the day
-- that it stands for, but for its fields{% if folds %} and those{% endif %}. What no day changes stays, and only the events are read that a day can
-- matter to: none where the row holds today. The caller holds the tables.
create or replace function {{ name }}({{ parameters }}) returns setof {{ row_type }}
language plpgsql stable parallel {{ parallel }}{% if rows %} {{ rows }}{% endif %}

{{ pinned }}{% if rows == "rows 1" %} set plan_cache_mode = force_generic_plan{% endif %} as $saint$
-- No column of ours is called today; those of the CRM are qualified.
#variable_conflict use_column
declare
{% if many %}
  saint_ids {{ key_type }}[];
  -- those of which the fields are stale{% if folds %}, and those for which differences wait{% endif %}

  saint_changed {{ key_type }}[];
{% if folds %}
  saint_waiting {{ key_type }}[];
{% endif %}
{% if stale_sources %}
  -- the sources of which the events are stale
  saint_sources text[];
{% endif %}
  -- whether days have passed that change something
  saint_due boolean;
{% if since %}
  -- the first of the days that their rows stand for
  saint_since date;
{% endif %}
begin
{% if guarded %}
  begin
{% endif %}
  for saint_ids, saint_changed, {% if folds %}saint_waiting, {% endif %}{% if stale_sources %}saint_sources, {% endif %}saint_due{% if since %}, saint_since{% endif %} in
    select
      array_agg(r.id), coalesce(array_agg(r.id) filter (where r.is_changed), '{}'),
{% if folds %}
      coalesce(array_agg(r.id) filter (where r.is_waiting), '{}'),
{% endif %}
{% if stale_sources %}
      r.sources,
{% endif %}
      r.is_due{% if since %}, min(r.as_of){% endif %}

    from (
      select
        c.id, c.as_of, c.next_change <= $2 as is_due,
{% if folds %}
        exists (select from {{ dirty }} d where d.id = c.id and d.difference is not null) as is_waiting,
{% endif %}
{% if stale_sources %}
        array(
          select distinct d.stale from {{ dirty }} d where d.id = c.id and d.stale <> {{ stale_fields }} order by 1
        ) as sources,
{% endif %}
        exists (select from {{ dirty }} d where d.id = c.id and d.stale = {{ stale_fields }}) as is_changed
      from {{ wide }} c
      where c.id = any ($1) and c.as_of > '-infinity' and c.as_of <= $2{% if generation %} and c.generation >= {{ generation }}{% endif %}

        -- nor one with a mark of all of it
        and not exists (select from {{ dirty }} d where d.id = c.id and {{ all_of_it | block }})
        and {{ all_told("c.id" | block, "1000" | block) | indent(8) | block }}
    ) r
{% if since %}
    -- a row that is older than the windows does not have older events read of all
    group by {% if stale_sources %}r.sources, {% endif %}r.is_due, r.as_of < $2 - {{ longest }}
{% else %}
    group by {% if stale_sources %}r.sources, {% endif %}r.is_due
{% endif %}
  loop
{% if stale_sources %}
    if saint_sources <> '{}' then
      return query
{{ computed(of_sources) | indent(2, true) | block }}
    elsif saint_due then
{% else %}
    if saint_due then
{% endif %}
      return query
{{ computed(days) | indent(2, true) | block }}
    else
      return query
{{ computed(same_day) | indent(2, true) | block }}
    end if;
  end loop;
{% else %}
  -- the day that the row stands for, and whether others have passed since that change something
  saint_since date;
  saint_due boolean;
  -- what of the record is stale; whether its fields are
  saint_stale text[];
  saint_changed boolean;
{% if folds %}
  -- whether differences wait
  saint_waiting boolean;
{% endif %}
{% if stale_sources %}
  -- the sources of which the events are stale
  saint_sources text[];
{% endif %}
begin
  select c.as_of, c.next_change <= $2 into saint_since, saint_due
  from {{ wide }} c
  where c.id = $1 and c.as_of > '-infinity' and c.as_of <= $2{% if generation %} and c.generation >= {{ generation }}{% endif %}

    and {{ as_mapped }}();
  if saint_since is null then
    return;
  end if;
  saint_stale := array(
    select d.stale from {{ dirty }} d where d.id = $1{% if folds %} and d.difference is null{% endif %});
  if exists (select from {{ via }}{% if asked_records %} v where v.hop not in ({{ hops }}){% endif %}) then
    saint_stale := saint_stale || case
      -- of many indirect marks looking for where they lead costs more than the record's events
      when (select count(*) < 20 from (select from {{ via }} limit 20) v)
        then array(select m.stale from {{ indirect_marks }}() m where m.id = $1)
      else array[null::text]
    end;
  end if;
{% for p in asked_records %}
  {{ p.comment }}, or on that day
  if $2 > saint.today() or exists (
    select from {{ p.table }} {{ p.alias }}
{% for j in p.joins %}
    left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
    where {{ p.record }} = $1
      and (exists (select from {{ p.stale }} s where s.id = {{ p.key }})
        or exists (select from {{ via }} v where v.hop = {{ p.hop }} and (v.key ->> 'id')::{{ p.key_type }} = {{ p.key }}))
  ) then
    saint_stale := saint_stale || {{ p.stale_of_it }}::text;
  end if;
{% endfor %}
  if exists (select from unnest(saint_stale) s (stale) where coalesce(s.stale not in ({{ known_stale }}), true)) then
    return;
  end if;
  saint_changed := {{ stale_fields }} = any (saint_stale);
{% if stale_sources %}
  saint_sources := array_remove(saint_stale, {{ stale_fields }});
{% endif %}
{% if folds %}
  saint_waiting := exists (select from {{ dirty }} d where d.id = $1 and d.difference is not null);
{% endif %}
{% if guarded %}
  begin
{% endif %}
{% if folds %}
  -- nothing but differences
  if saint_waiting and not saint_due and saint_stale = '{}' then
    return query select f.* from {{ folded }}($1, $2) f;
    return;
  end if;
{% endif %}
{% if stale_sources %}
  if saint_sources <> '{}' then
    return query
{{ computed(of_sources) | indent(2, true) | block }}
  elsif saint_due then
{% else %}
  if saint_due then
{% endif %}
    return query
{{ computed(days) | indent(2, true) | block }}
  else
    return query
{{ computed(same_day) | indent(2, true) | block }}
  end if;
{% endif %}
{% if guarded %}
  exception
    when {{ errors }} then
      -- who is not among them is computed from all events
      return;
  end;
{% endif %}
end
$saint$;
