{% macro change(e, new, old, near) %}
{% set next_change = (e.next_change_if_near if near else e.next_change_of_new) if new %}
      update {{ e.wide }} c set
        as_of = saint_today{% if next_change %},
        next_change = least(c.next_change, {{ next_change }}){% endif %}{% for a in e.additive if not near or a.near %},
        {{ a.column }} = c.{{ a.column }}{% if new %} + {{ a.near if near else a.new }}{% endif %}{% if old %} - {{ a.old }}{% endif %}{% endfor %}{% if new %}{% for x in e.extremes if not near or x.near %},
        {{ x.column }} = {{ x.function }}(c.{{ x.column }}, {{ x.near if near else x.new }}){% endfor %}{% endif %}

      where c.ctid = saint_row
      returning c.statuses is distinct from {{ e.statuses }}(c.*) or {{ e.next_change }}(c.*) < c.next_change{% if e.asking %}

        or c.saint_answers is distinct from {{ e.answers }}(c.*){% endif %}

      into saint_turns;
{% endmacro %}
{% macro leave(e, new, old) %}
      insert into {{ e.dirty }} (id, difference, weight{% for name in e.kept %}, {{ name }}{% endfor %})
      values
{% if new %}
        ({{ e.new_id }}, {{ e.kind }}, 1{% for value in e.kept_new %}, {{ value }}{% endfor %}){% if old %},{% else %};{% endif %}

{% endif %}
{% if old %}
        ({{ e.old_id }}, {{ e.kind }}, -1{% for value in e.kept_old %}, {{ value }}{% endfor %});
{% endif %}
{% endmacro %}
{% macro leave_many(s, e, single=false) %}
    insert into {{ e.dirty }} (id, difference, weight{% for name in e.kept %}, {{ name }}{% endfor %})
    select x.id, {{ e.kind }}, {% if single %}x.weight{% else %}sum(x.weight){% endif %}{% for name in e.kept %}, x.{{ name }}{% endfor %}

    from (
{% if event != "DELETE" %}
      select
        ({{ e.id }})::{{ e.key_type }} as id,
        1 as weight{% for value in e.kept_read %},
        {{ value }}{% endfor %}

      from new_rows {{ s.alias }}{% if s.admitted %} where {{ s.admitted }}{% endif %}

{% endif %}
{% if event == "UPDATE" %}
      union all
{% endif %}
{% if event != "INSERT" %}
      select
        ({{ e.id }})::{{ e.key_type }} as id,
        -1 as weight{% for value in e.kept_read %},
        {{ value }}{% endfor %}

      from old_rows {{ s.alias }}{% if s.admitted %} where {{ s.admitted }}{% endif %}

{% endif %}
    ) x
    where x.id is not null{% if single %};
{% else %}

    group by x.id{% for name in e.kept %}, x.{{ name }}{% endfor %}{% for value in e.as_written %}, {{ value }}{% endfor %}

    having sum(x.weight) <> 0;
{% endif %}
{% endmacro %}
{% macro add(e, new, old, near=none) %}
{% set id = e.new_id if new else e.old_id %}
    -- never wait: for a row that somebody holds or that is not valid today, a mark says what it lacks
    select c.ctid into saint_row from {{ e.wide }} c
    where c.id = {{ id }} and c.as_of <= saint_today and c.next_change > saint_today
      -- nor one that this transaction has changed after so many commands: no version of it can be pruned yet, and each look
      -- for the last one passes all of them
      and (age(c.xmin) > 0 or c.cmin::text::bigint < 200)
      -- nor one that somebody has begun to change a moment ago: if that is over while it is looked at, skip locked waits for the next
      and (c.xmax = c.xmin or age(c.xmax) > 100 or c.xmax = pg_current_xact_id()::xid)
{% for amount in e.new_amounts if new %}
{% if loop.first %}
      -- NaN and infinity are not taken away by a subtraction, and a sum has room for more
{% endif %}
      and {{ amount }}::numeric between -1e1000 and 1e1000
{% endfor %}
{% for amount in e.old_amounts if old %}
{% if loop.first %}
      -- nor are digits after the point, of which an average would show more than it has
{% endif %}
      and {{ amount }}::numeric between -1e1000 and 1e1000 and scale({{ amount }}) <= 8
{% endfor %}
{% for total in e.totals %}
      and {{ total }} between -1e1000 and 1e1000
{% endfor %}
{% if old %}
{% for x in e.extremes %}
      -- the {{ x.function }} is not the one that goes{% if new %}, unless one as good comes{% endif %}; nor one that is not in the row yet, since
      -- a trigger of the CRM has changed what was just written: this comes first then
      and ({{ x.old }} is null or c.{{ x.column }} {{ x.passes }} {{ x.old }}{% if new %}

        or c.{{ x.column }} = {{ x.old }} and {{ x.new }} {{ x.reaches }} {{ x.old }}{% endif %})
{% endfor %}
{% endif %}
    for no key update skip locked;
    if saint_row is not null then
{% if near %}
      if {{ near.name }} then
{{ change(e, new, old, true) | indent(2, true) | block }}
      else
{{ change(e, new, old, false) | indent(2, true) | block }}
      end if;
{% else %}
{{ change(e, new, old, false) | block }}
{% endif %}
      if saint_turns then
        -- In a trigger of the CRM the rows of the statement that fired it may not be added yet.
        if pg_trigger_depth() = 1 then
          perform {{ e.refresh_statuses }}({{ id }});
        else
          insert into {{ e.dirty }} (id, difference, weight) values ({{ id }}, {{ e.kind }}, 0);
        end if;
      end if;
{% if new and old %}
    else
{% else %}
    elsif {{ id }} is not null then
{% endif %}
{{ leave(e, new, old) | block }}
    end if;
{% endmacro %}
{% macro read(s, side, into) %}
    select {{ s.read }}
    into {{ into }}
    from {% if side == "new" %}new_rows{% else %}old_rows{% endif %} {{ s.alias }}{% if s.where %}

    where {{ s.where }}{% endif %};
{% endmacro %}
{% macro windows(those) %}
{% for window in those %}
    {{ window.name }} := {{ window.value }};
{% endfor %}
{% endmacro %}
{% macro next_change(first) %}
{% set several = first.firsts | length > 1 %}
    {{ first.name }} := {% if several %}least({% endif %}
{% for f in first.firsts %}
case
      when {% if f.filter %}{{ f.filter }} = 0 or {% endif %}{{ f.far }} then null
{% for d in f.days %}
      when {{ d.ahead }} then {{ d.day }}
{% endfor %}
    end{% if not loop.last %}, {% endif %}
{% endfor %}
{% if several %}){% endif %};
{% endmacro %}
{% macro mark(m, rows, distinct) %}
{% if m.direct %}
  insert into {{ m.dirty }} (id{% if m.stale %}, stale{% endif %})
  select{% if distinct %} distinct{% endif %} x.id{% if m.stale %}, {{ m.stale }}{% endif %} from (
    select ({{ m.id }})::{{ m.key_type }} as id from {{ rows }} {{ m.alias }}
  ) x where x.id is not null;
{% else %}
  insert into {{ m.via }} (hop, key)
  select{% if distinct %} distinct{% endif %} {{ m.hop }}, {{ m.key }} from {{ rows }} {{ m.alias }};
{% endif %}
{% endmacro %}
{% macro marks(m) %}
  {{ m.comment }}
{% if event == "UPDATE" %}
  with changed as (
    (select {{ m.compared }} from old_rows {{ m.alias }}
     except all select {{ m.compared }} from new_rows {{ m.alias }})
    union all
    (select {{ m.compared }} from new_rows {{ m.alias }}
     except all select {{ m.compared }} from old_rows {{ m.alias }})
  )
{{ mark(m, m.changed, true) | block }}
{% else %}
{{ mark(m, rows, true) | block }}
{% endif %}
{% endmacro %}
-- {{ table }}: rows that were {{ happened }}.
create or replace function {{ name }}() returns trigger
language plpgsql security definer {{ pinned }} as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether the stored rows were computed from this table
  saint_known boolean;
{% if event == "UPDATE" %}
  -- whether nothing changed that counts
  saint_same boolean;
{% endif %}
{% if deltas %}
  -- NULL: only marks are left
  saint_today date;
  -- the record's row, if it is free; whether a status turns by the delta, or the next change comes earlier
  saint_row tid;
  saint_turns boolean;
{% for s in deltas %}
  -- {{ s.source }}: what counts of the row{% if event == "UPDATE" %}, as it is now and as it was{% endif %}

{% for v in s.variables %}
  {{ v.name }} {{ v.type }};
{% endfor %}
{% endfor %}
{% endif %}
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from {{ rows }} offset 1), coalesce(saint.tables_known(array[{{ mapped }}], '{}'), saint.table_followed({{ mapped }}))
  into saint_many, saint_known
{% if in_variables %}
  where coalesce({{ as_mapped | indent(2) | block }},
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from {% if event == "UPDATE" %}new_rows{% else %}{{ rows }}{% endif %} n where not saint.row_fits(n.*, {{ table_literal }}, {{ in_variables }})
{% if event == "UPDATE" %}
      union all
      select from old_rows o where not saint.row_fits(o.*, {{ table_literal }}, {{ in_variables }})
{% endif %}
    ))
{% else %}
  where {{ as_mapped }}
{% endif %}
    -- another table may have its name now
    and tg_relid = any (saint.table_members({{ mapped }}));
  if saint_many is null then
{% for via in vias %}
    insert into {{ via }} (hop) values ('all');
{% endfor %}
    return null;
  end if;
{% if event == "UPDATE" %}

  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row({{ used_new }})::record
      *= (select row({{ used_old }})::record from old_rows o)
    into saint_same
    from new_rows n;
    if saint_same then
      return null;
    end if;
  end if;
{% endif %}

  if not saint_known then
    -- what comes back under the name may be the table of the stored rows
{% for via in vias %}
    insert into {{ via }} (hop) values ('all');
{% endfor %}
{% if deltas %}
  else
    saint_today := saint_data.delta_day();
{% endif %}
  end if;

{% for s in deltas %}
  if saint_today < 'infinity' and not saint_many then
{% if event != "DELETE" %}
{{ read(s, "new", s.into_new) | block }}
{% if s.near %}
    -- most new rows are of today, or were a few days ago
    {{ s.near.name }} := {{ s.near.value }};
    if {{ s.near.name }} is not true then
{{ windows(s.windows_new) | indent(2, true) | block }}
{% for first in s.next_changes %}
{{ next_change(first) | indent(2, true) | block }}
{% endfor %}
    end if;
{% else %}
{% if s.windows_new %}
{{ windows(s.windows_new) | block }}
{% endif %}
{% for first in s.next_changes %}
{{ next_change(first) | block }}
{% endfor %}
{% endif %}
{% endif %}
{% if event != "INSERT" %}
{{ read(s, "old", s.into_old) | block }}
{% if s.windows_old %}
{{ windows(s.windows_old) | block }}
{% endif %}
{% endif %}
{% for e in s.entities %}
{% if event == "UPDATE" %}
    if {{ e.new_id }} = {{ e.old_id }} then
{{ add(e, true, true) | indent(2, true) | block }}
    else
      if {{ e.new_id }} is not null then
{{ leave(e, true, false) | indent(2, true) | block }}
      end if;
      if {{ e.old_id }} is not null then
{{ leave(e, false, true) | indent(2, true) | block }}
      end if;
    end if;
{% else %}
{{ add(e, event == "INSERT", event == "DELETE", s.near) | block }}
{% endif %}
{% endfor %}
  elsif saint_today is null then
{% for m in s.marks %}
{{ marks(m) | indent(2, true) | block }}
{% endfor %}
  elsif saint_many then
{% for e in s.kept_entities %}
{{ leave_many(s, e) | block }}
{% endfor %}
  else
    -- at the stricter levels nothing of ours is read
{% for e in s.kept_entities %}
{{ leave_many(s, e, true) | block }}
{% endfor %}
  end if;
{% endfor %}
{% for s in deferred %}
  -- {{ s.source }}: deferred, so that nothing of ours is read
  if saint_many then
{% for e in s.entities %}
{{ leave_many(s, e) | block }}
{% endfor %}
  else
{% for e in s.entities %}
{{ leave_many(s, e, true) | block }}
{% endfor %}
  end if;
{% endfor %}
{% for m in all_marks %}
{{ marks(m) | block }}
{% endfor %}
{% for t in state_changes %}
{% if event == "UPDATE" and t.fields %}
  -- {{ t.source }}: a write that changes one of these fields is a contact moment
  insert into {{ t.into }} (source_key, changed_at, "user", what, gone)
  select
    c.key, saint.now(), min(c.maker) filter (where c.is_new),
    concat_ws(', '{% for f in t.fields %},
      case when min(c.{{ f.as }}) filter (where c.is_new) is distinct from min(c.{{ f.as }}) filter (where not c.is_new) then {{ f.name }} end{% endfor %}),
    not bool_or(c.is_new)
  from (
    select {{ t.key }} as key, {{ t.user }} as maker, true as is_new{% for f in t.fields %}, {{ f.value }} as {{ f.as }}{% endfor %}

    from new_rows {{ t.alias }}
    union all
    select {{ t.key }}, null::text, false{% for f in t.fields %}, {{ f.value }}{% endfor %}

    from old_rows {{ t.alias }}
  ) c
  where c.key is not null
  group by c.key
  having not bool_or(c.is_new)
    or bool_and(c.is_new) is false and (false{% for f in t.fields %}

      or min(c.{{ f.as }}) filter (where c.is_new) is distinct from min(c.{{ f.as }}) filter (where not c.is_new){% endfor %});
{% elif event == "UPDATE" %}
  -- {{ t.source }}: each change of state is a contact moment of its own
  if saint_many or exists (
    select from (select {{ t.key }} as key, {{ t.state }} as state from new_rows {{ t.alias }}) n
    cross join (select {{ t.key }} as key, {{ t.state }} as state from old_rows {{ t.alias }}) o
    where n is distinct from o
  ) then
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
{% elif event == "DELETE" %}
  -- {{ t.source }}: what is gone has no moments
  insert into {{ t.into }} (source_key, changed_at, gone)
  select {{ t.key }}, saint.now(), true
  from old_rows {{ t.alias }}
  where {{ t.key }} is not null
    -- nothing of ours is read at SERIALIZABLE
    and (current_setting('transaction_isolation') = 'serializable'
      or exists (select from {{ t.into }} saint_state_change where saint_state_change.source_key = {{ t.key }}));
{% endif %}
{% endfor %}
  return null;
end
$saint$;
{% if extension %}
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function {{ name }}() depends on extension pg_saint;
{% endif %}
