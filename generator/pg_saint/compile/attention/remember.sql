-- {{ entity }}: attention calculated with controls of its own, and remembered by the name that is returned. Each calculation adds
-- rows of its own, so that none waits for another. For saint.calculate().
create or replace function {{ name }}(
  of_monitor text, since date, until date, users text[], user_group text, selection text, of_fields jsonb, of_ids text[],
  method text, bought text, for_user text)
returns text
language plpgsql security definer
{{ reading }} set jit = off as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  saint_held constant boolean := {{ hold }};
  today constant date := saint.today();
  began constant timestamptz := clock_timestamp();
  calculation constant text := coalesce(of_monitor, {{ entity_literal }}) || '#' || nextval('saint.calculation_number');
  controls jsonb := jsonb_strip_nulls(jsonb_build_object(
    'user_group', user_group, 'selection', selection, 'of_ids', case when selection is null then of_ids end));
{% if hidden %}
  -- who may not see the selection may not see who was in it
  seen_by constant text[] := case selection{% for h in hidden %} when {{ h.selection }} then {{ h.classes }}{% endfor %} end;
{% else %}
  seen_by constant text[] := null;
{% endif %}
  ids {{ key_type }}[] := of_ids::{{ key_type }}[];
  fields constant text[] := {{ known_fields }};
  wrong text;
begin
{% if crm_users %}
  select u.name into wrong
  from unnest(users) u (name)
  where users <> '{all}' and not exists (select from {{ crm_users.table }} {{ crm_users.alias }} where {{ crm_users.key }} = u.name)
  limit 1;
  if found then
    raise exception 'there is no user %', wrong using errcode = 'invalid_parameter_value';
  end if;
{% endif %}
  if user_group is not null then
{% if members %}
    users := {{ members }};
{% endif %}
    if users is null or users = '{}' then
      raise exception 'there is no group % of users', user_group
        using errcode = 'invalid_parameter_value', hint = 'Groups are the field group of users: in the definition.';
    end if;
  end if;
  select k.name into wrong from jsonb_object_keys(of_fields) k (name) where k.name <> all (fields) limit 1;
  if found then
    raise exception '{{ entity }} has no field % that everybody may see', wrong
      using errcode = 'invalid_parameter_value', hint = 'Known: ' || array_to_string(fields, ', ') || '.';
  end if;
{% if fields %}
  if of_fields is not null then
    controls := controls || jsonb_build_object('of', of_fields);
    ids := array(
      select {{ record.key }}
      from {{ record.table }} {{ record.alias }}
{% for j in record.joins %}
      left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
      cross join lateral (
        select{% for f in fields %}

          {{ f.value }} as {{ f.name }}{% if not loop.last %},{% endif %}{% endfor %}

      ) saint_row
      where {{ record.where }}
        -- a value, or a list of those of which it is one
        and not exists (
          select from jsonb_each(of_fields) saint_asked
          where not saint_asked.value @> (to_jsonb(saint_row) -> saint_asked.key)));
  end if;
{% endif %}
{% for m in monitors %}
  {%+ if loop.first %}if{% else %}elsif{% endif %} of_monitor = {{ m.name }} then
    since := coalesce(since, {{ m.since }});
    until := coalesce(until, {{ m.until }});
{% if m.users %}
    users := coalesce(users, {{ m.users }});
{% endif %}
{% if m.ids %}
    if ids is null then
      ids := array(
{{ m.ids | indent(8, true) | block }});
    end if;
{% endif %}
    method := coalesce(method, {{ m.method }});
{% if m.revenue %}
    bought := coalesce(bought, {{ m.revenue }});
{% endif %}
{% endfor %}
  {%+ if monitors %}elsif{% else %}if{% endif %} of_monitor is not null then
    raise exception 'there is no monitor % of {{ entity }}', of_monitor using errcode = 'undefined_object';
  end if;
  users := nullif(users, '{all}');
  method := coalesce(method, 'proportional');
  controls := controls || jsonb_build_object(
    'since', since, 'until', until, 'users', coalesce(to_jsonb(users), '"all"'), 'method', method)
    || case when bought is null then '{}' else jsonb_build_object('revenue', bought) end;

  begin
    insert into saint.calculated_relation (
      calculation, id, color, code, name, total, last, band{% for k in kinds %},
      {{ k }}, {{ k }}_last{% endfor %},
      revenue, sales_band, sale_added)
    select
      calculation, a.id::text, a.color, a.code, a.name, a.total, a.last, a.band{% for k in kinds %},
      a.{{ k }}, a.{{ k }}_last{% endfor %},
      a.revenue, a.sales_band, {% if added %}d.last{% else %}a.sales_last{% endif %}

    from {{ attention }}(today, since, until, users, ids, method, bought) a{% if added %}

    left join lateral (select d.id, d.last from {{ added }}(today, users, ids) d where bought is not null) d on d.id = a.id{% endif %};
  exception when others then
    -- an error may quote an amount
    if bought is null or pg_has_role(saint.caller(), 'saint_revenue', 'member') then
      raise;
    end if;
    raise exception '{{ entity }} cannot be calculated'
      using errcode = sqlstate, hint = 'Whoever has the role saint_revenue is told why.';
  end;
  -- how many they are says who is in a selection that not everybody sees
  insert into saint.calculation (
    monitor, entity, today, calculated_at, duration, calculated_by, relations, moments, of_monitor, controls, for_user, seen_by)
  select
    calculation, {{ entity_literal }}, today, began, clock_timestamp() - began, saint.caller(),
    case when seen_by is null then count(*) end, case when seen_by is null then coalesce(sum(r.total), 0) end,
    of_monitor, controls, for_user, seen_by
  from saint.calculated_relation r
  where r.calculation = calculation;

  -- What it takes the place of, once nobody has it open any more. What another session is deleting is left to it.
  if current_setting('transaction_isolation') = 'read committed' then
    with superseded as (
      select c.monitor
      from saint.calculation c
      where c.controls is not null and c.entity = {{ entity_literal }} and c.monitor <> calculation
        and c.of_monitor is not distinct from of_monitor and c.for_user is not distinct from for_user
        and c.calculated_by = saint.caller() and c.calculated_at < began - interval '1 hour'
      for update skip locked
    ),
    gone as (
      delete from saint.calculation c using superseded s where c.monitor = s.monitor
    )
    delete from saint.calculated_relation r using superseded s where r.calculation = s.monitor;
  end if;
  return calculation;
end
$saint$;
