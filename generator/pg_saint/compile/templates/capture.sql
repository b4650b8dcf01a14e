{% macro of_one_row(e, s, rows) %}
    insert into {{ e.dirty }} (id)
    select ({{ e.id }})::{{ e.key_type }} from {{ rows }} {{ s.alias }} where ({{ e.id }}) is not null;
{% endmacro %}
{% macro event(s, rows) %}
      select{% for v in s.outer %}

        {{ v.value }}{% if v.name %} as {{ v.name }}{% endif %}{% if not loop.last %},{% endif %}{% endfor %}

      from (
        select{% for v in s.inner %}

          {{ v.value }}{% if v.name %} as {{ v.name }}{% endif %}{% if not loop.last %},{% endif %}{% endfor %}

        from {{ rows }} {{ s.alias }}
        offset 0
      ) e
{% endmacro %}
{% macro mark(m, rows) %}
{% if m.direct %}
    insert into {{ m.dirty }} (id)
    select distinct x.id from (
      select ({{ m.id }})::{{ m.key_type }} as id from {{ rows }} {{ m.alias }}
    ) x where x.id is not null;
{% else %}
    insert into {{ m.via }} (hop, key)
    select distinct {{ m.hop }}, {{ m.key }} from {{ rows }} {{ m.alias }};
{% endif %}
{% endmacro %}
{% macro marks(m) %}
  {{ m.comment }}
  if tg_op = 'INSERT' then
{{ mark(m, new_rows) | block }}
  elsif tg_op = 'DELETE' then
{{ mark(m, old_rows) | block }}
  else
    with changed as (
      (select {{ m.compared }} from old_rows {{ m.alias }}
       except all select {{ m.compared }} from new_rows {{ m.alias }})
      union all
      (select {{ m.compared }} from new_rows {{ m.alias }}
       except all select {{ m.compared }} from old_rows {{ m.alias }})
    )
{{ mark(m, m.changed) | block }}
  end if;
{% endmacro %}
-- {{ table }}: rows that came, went or changed.
create or replace function {{ name }}() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
{% if deltas or deferred %}
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
{% if deferred %}
  saint_one_row boolean;
{% endif %}
{% endif %}
{% if deltas %}
  -- NULL at the stricter levels: there only marks are left, and nothing of ours is read
  saint_today date := case when current_setting('transaction_isolation') = 'read committed' then saint.today() end;
{% for s in deltas %}
  -- {{ s.source }}: what one changed row adds to the records that it names
{% for v in s.variables %}
  {{ v.name }} {{ v.type }};
{% endfor %}
{% for e in s.entities %}
  {{ e.r }} {{ e.wide }};
{% endfor %}
{% endfor %}
{% endif %}
begin
{% for s in deltas %}
  if tg_op = 'INSERT' then
    select {{ s.came }}
    into {{ s.into }}
    from (
{{ event(s, new_rows) | block }}
    ) n;
  elsif tg_op = 'DELETE' then
    select {{ s.went }}
    into {{ s.into }}
    from (
{{ event(s, old_rows) | block }}
    ) o;
  else
    -- an update of what is not mapped ends here
    perform
    from (select {{ s.raw }} from new_rows {{ s.alias }} limit 1) n
    cross join (select {{ s.raw }} from old_rows {{ s.alias }} limit 1) o
    where n is distinct from o or exists (select from new_rows offset 1);
    if found then
      select {{ s.became }}
      into {{ s.into }}
      from (select n.* from (
{{ event(s, new_rows) | indent(2, true) | block }}
      ) n limit 1) n
      cross join (select o.* from (
{{ event(s, old_rows) | indent(2, true) | block }}
      ) o limit 1) o;
    end if;
  end if;

  if not found then
    null;
  elsif not {{ s.many }} and saint_today is not null then
{% for e in s.entities %}
    if {{ e.id }} = {{ e.was }} then
      update {{ e.wide }} c set
        as_of = saint_today,
        next_change = least(c.next_change, {{ e.change }}){% for a in e.additive %},
        {{ a.column }} = c.{{ a.column }} + {{ a.adds }}{% endfor %}{% for x in e.extremes %},
        {{ x.column }} = {{ x.function }}(c.{{ x.column }}, {{ x.adds }}){% endfor %}

      where c.id = (
        -- never wait: a row that somebody holds, is not valid today or has a mark gets a mark
        select k.id from {{ e.wide }} k
        where k.id = {{ e.id }} and k.as_of <= saint_today and k.next_change > saint_today
          and not exists (select from {{ e.dirty }} m where m.id = {{ e.id }})
{% for a in e.additive if a.numeric %}
          -- NaN and infinity are not taken away by a subtraction
          and {{ a.adds }} not in ('NaN', 'Infinity', '-Infinity')
{% endfor %}
{% for x in e.extremes %}
          -- the {{ x.function }} is not the one that goes, unless one as good comes
          and not coalesce({{ x.takes }} {{ x.reaches }} k.{{ x.column }}
            and not coalesce({{ x.adds }} {{ x.reaches }} {{ x.takes }}, false), false)
{% endfor %}
        for no key update skip locked)
      returning c.* into {{ e.r }};
      if not found then
        insert into {{ e.dirty }} (id) values ({{ e.id }});
      elsif {{ e.r }}.statuses is distinct from {{ e.statuses }}({{ e.r }})
        or {{ e.next_change }}({{ e.r }}) < {{ e.r }}.next_change then
        perform {{ e.settle }}({{ e.r }});
      end if;
    elsif {{ e.id }} is distinct from {{ e.was }} then
      insert into {{ e.dirty }} (id)
      select v.id from (values ({{ e.id }}), ({{ e.was }})) v (id) where v.id is not null;
    end if;
{% endfor %}
  else
{% for m in s.marks %}
{{ marks(m) | indent(2, true) | block }}
{% endfor %}
  end if;
{% endfor %}
{% for s in deferred %}
  -- {{ s.source }}: deferred, so a changed row leaves a mark for each record that it names, and reads nothing of ours
  if tg_op <> 'DELETE' then
    saint_one_row := not exists (select from new_rows offset 1);
  else
    saint_one_row := not exists (select from old_rows offset 1);
  end if;
  if not saint_one_row then
{% for m in s.marks %}
{{ marks(m) | indent(2, true) | block }}
{% endfor %}
  elsif tg_op = 'INSERT' then
{% for e in s.entities %}
{{ of_one_row(e, s, new_rows) | block }}
{% endfor %}
  elsif tg_op = 'DELETE' then
{% for e in s.entities %}
{{ of_one_row(e, s, old_rows) | block }}
{% endfor %}
  else
{% for e in s.entities %}
    insert into {{ e.dirty }} (id)
    select distinct v.id
    from (select ({{ e.id }})::{{ e.key_type }} as id, row({{ s.raw }}) as mapped from new_rows {{ s.alias }} limit 1) n
    cross join (select ({{ e.id }})::{{ e.key_type }} as id, row({{ s.raw }}) as mapped from old_rows {{ s.alias }} limit 1) o
    cross join lateral (values (n.id), (o.id)) v (id)
    where n.mapped is distinct from o.mapped and v.id is not null;
{% endfor %}
  end if;
{% endfor %}
{% for m in all_marks %}
{{ marks(m) | block }}
{% endfor %}
{% for t in transitions %}
  -- {{ t.source }}: each change of state is a contact moment of its own
  if tg_op = 'UPDATE' then
    insert into {{ t.into }} (source_key, changed_at, "user", was, became, gone)
    select
      c.key, saint.now(), min(c.maker) filter (where c.is_new), min(c.state) filter (where not c.is_new),
      min(c.state) filter (where c.is_new), not bool_or(c.is_new)
    from (
      select {{ t.key }} as key, {{ t.state }} as state, {{ t.user }} as maker, true as is_new from new_rows {{ t.alias }}
      union all
      select {{ t.key }}, {{ t.state }}, null::text, false from old_rows {{ t.alias }}
    ) c
    where c.key is not null
    group by c.key
    having min(c.state) filter (where c.is_new) <> min(c.state) filter (where not c.is_new) or not bool_or(c.is_new);
  elsif tg_op = 'DELETE' then
    insert into {{ t.into }} (source_key, changed_at, gone)
    select {{ t.key }}, saint.now(), true
    from old_rows {{ t.alias }}
    where {{ t.key }} is not null
      -- nothing of ours is read at SERIALIZABLE
      and (current_setting('transaction_isolation') = 'serializable'
        or exists (select from {{ t.into }} t where t.source_key = {{ t.key }}));
  end if;
{% endfor %}
  return null;
end
$saint$;
