{% macro add(e, new, old) %}
      update {{ e.wide }} c set
        as_of = saint_today{% if new and e.next_change_of_new %},
        next_change = least(c.next_change, {{ e.next_change_of_new }}){% endif %}{% for a in e.additive %},
        {{ a.column }} = c.{{ a.column }}{% if new %} + {{ a.new }}{% endif %}{% if old %} - {{ a.old }}{% endif %}{% endfor %}{% if new %}{% for x in e.extremes %},
        {{ x.column }} = {{ x.function }}(c.{{ x.column }}, {{ x.new }}){% endfor %}{% endif %}

      from (
        -- never wait: a row that somebody holds, is not valid today or has a mark gets a mark
        select k.ctid from {{ e.wide }} k
        where k.id = {% if new %}{{ e.new_id }}{% else %}{{ e.old_id }}{% endif %} and k.as_of <= saint_today and k.next_change > saint_today
          and not exists (select from {{ e.dirty }} m where m.id = k.id)
{% for a in e.additive if a.numeric %}
          -- NaN and infinity are not taken away by a subtraction
          and {% if new %}{{ a.new }}{% endif %}{% if old %} - {{ a.old }}{% endif %} not in ('NaN', 'Infinity', '-Infinity')
{% endfor %}
{% if old %}
{% for x in e.extremes %}
          -- the {{ x.function }} is not the one that goes{% if new %}, unless one as good comes{% endif %}

          and not coalesce({{ x.old }} {{ x.reaches }} k.{{ x.column }}{% if new %}

            and not coalesce({{ x.new }} {{ x.reaches }} {{ x.old }}, false){% endif %}, false)
{% endfor %}
{% endif %}
        for no key update skip locked) k
      where c.ctid = k.ctid
      returning c.statuses is distinct from {{ e.statuses }}(c) or {{ e.next_change }}(c) < c.next_change
      into saint_turns;
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
  -- an update of one row, which is the usual one: compared as it is
  saint_one_row boolean := false;
{% endif %}
{% endif %}
{% if deltas %}
  -- NULL: only marks are left
  saint_today date := saint_data.delta_day();
  -- of the record that got a delta: whether a status turns, or the next change comes earlier; NULL: it could not be locked
  saint_turns boolean := false;
{% for s in deltas %}
  -- {{ s.source }}: how many rows changed (2: more than one), and the values of a row as it is now and as it was
  {{ s.rows }} integer;
{% for v in s.variables %}
  {{ v.name }} {{ v.type }};
{% endfor %}
{% endfor %}
{% endif %}
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again. One row, also where none changed.
  if tg_op = 'DELETE' then
    perform from (select count(*) from old_rows) one where not {{ as_mapped }};
  else
    perform from (select count(*) from new_rows) one where not {{ as_mapped }};
  end if;
  if found then
{% for via in vias %}
    insert into {{ via }} (hop) values ('all');
{% endfor %}
    return null;
  end if;

{% for s in deltas %}
  if tg_op = 'INSERT' then
    select case when exists (select from new_rows offset 1) then 2 else 1 end, {{ s.read }}
    into {{ s.rows }}, {{ s.into_new }}
    from new_rows {{ s.alias }};
  elsif tg_op = 'DELETE' then
    select case when exists (select from old_rows offset 1) then 2 else 1 end, {{ s.read }}
    into {{ s.rows }}, {{ s.into_old }}
    from old_rows {{ s.alias }};
  else
    -- an update of what is not mapped ends here
    select case when exists (select from new_rows offset 1) then 2 else 1 end
    into {{ s.rows }}
    from (select {{ s.raw }} from new_rows {{ s.alias }} limit 1) n
    cross join (select {{ s.raw }} from old_rows {{ s.alias }} limit 1) o
    where n is distinct from o or exists (select from new_rows offset 1);
    if {{ s.rows }} = 1 then
      select {{ s.read }}
      into {{ s.into_new }}
      from new_rows {{ s.alias }};
      select {{ s.read }}
      into {{ s.into_old }}
      from old_rows {{ s.alias }};
    end if;
  end if;

  if {{ s.rows }} = 1 and saint_today is not null then
{% if s.windows_new or s.next_changes %}
    if tg_op <> 'DELETE' then
{% for window in s.windows_new %}
      {{ window.name }} := {{ window.value }};
{% endfor %}
{% for first in s.next_changes %}
      {{ first.name }} := least(
{% for day in first.days %}
        {{ day }}{% if not loop.last %},{% endif %}

{% endfor %}
      );
{% endfor %}
    end if;
{% endif %}
{% if s.windows_old %}
    if tg_op <> 'INSERT' then
{% for window in s.windows_old %}
      {{ window.name }} := {{ window.value }};
{% endfor %}
    end if;
{% endif %}
{% for e in s.entities %}
    if tg_op = 'INSERT' and {{ e.new_id }} is not null then
{{ add(e, true, false) | block }}
    elsif tg_op = 'DELETE' and {{ e.old_id }} is not null then
{{ add(e, false, true) | block }}
    elsif {{ e.new_id }} = {{ e.old_id }} then
{{ add(e, true, true) | block }}
    elsif {{ e.new_id }} is distinct from {{ e.old_id }} then
      insert into {{ e.dirty }} (id)
      select v.id from (values ({{ e.new_id }}), ({{ e.old_id }})) v (id) where v.id is not null;
    end if;
    if saint_turns is distinct from false then
      if saint_turns then
        perform {{ e.settle }}(coalesce({{ e.new_id }}, {{ e.old_id }}));
      else
        insert into {{ e.dirty }} (id) values (coalesce({{ e.new_id }}, {{ e.old_id }}));
      end if;
      saint_turns := false;
    end if;
{% endfor %}
  elsif {{ s.rows }} > 0 then
{% for m in s.marks %}
{{ marks(m) | indent(2, true) | block }}
{% endfor %}
  end if;
{% endfor %}
{% for s in deferred %}
  -- {{ s.source }}: deferred, so changed rows leave marks for the records that they name, and nothing of ours is read
  if tg_op = 'UPDATE' then
    saint_one_row := not exists (select from new_rows offset 1);
  end if;
  if saint_one_row then
{% for e in s.entities %}
    insert into {{ e.dirty }} (id)
    select distinct v.id
    from (select ({{ e.id }})::{{ e.key_type }} as id, row({{ s.raw }}) as mapped from new_rows {{ s.alias }}) n
    cross join (select ({{ e.id }})::{{ e.key_type }} as id, row({{ s.raw }}) as mapped from old_rows {{ s.alias }}) o
    cross join lateral (values (n.id), (o.id)) v (id)
    where n.mapped is distinct from o.mapped and v.id is not null;
{% endfor %}
  else
{% for m in s.marks %}
{{ marks(m) | indent(2, true) | block }}
{% endfor %}
  end if;
{% endfor %}
{% for m in all_marks %}
{{ marks(m) | block }}
{% endfor %}
{% for t in transitions %}
  -- {{ t.source }}: each change of state is a contact moment of its own
  if tg_op = 'UPDATE' then
    -- an update of one row that changes neither ends here
    perform
    from (select {{ t.key }} as key, {{ t.state }} as state from new_rows {{ t.alias }} limit 1) n
    cross join (select {{ t.key }} as key, {{ t.state }} as state from old_rows {{ t.alias }} limit 1) o
    where n is distinct from o or exists (select from new_rows offset 1);
    if found then
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
    end if;
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
