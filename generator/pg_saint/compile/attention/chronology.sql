-- {{ entity }}: {{ purpose }}: newest first, `page` of them after a position, which is that of the last one seen.
create or replace function {{ name }}(
  {{ parameters }}, since timestamptz, before timestamptz, before_source text, before_key text, before_place bigint, page integer)
returns table (
  id {{ key_type }}, kind text, source text, source_key text, place bigint, occurred_at timestamptz, "user" text,
  title text, counted boolean)
language plpgsql stable security definer rows 50
{{ reading }} set jit = off
-- a plan for any record would sort all the moments of one that has very many
set plan_cache_mode = force_custom_plan as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  saint_held constant boolean := {{ hold }};
{% if one %}
  of_id {{ key_type }} := of_record::{{ key_type }};
{% endif %}
  of_ids {{ key_type }}[] := array(
    select {{ record.key }}
    from {{ record.table }} {{ record.alias }}
{% for j in record.joins %}
    left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
    where {{ record.where }});
begin
  if cardinality(of_ids) = 0 then
    return;
  end if;
  return query
  select m.id, m.kind, m.source, m.source_key, m.place, m.occurred_at, m."user", m.title, m.counted
  from (
{% for s in sources %}
    (select m.* from (
{{ s.rows | indent(6, true) | block }}
    ) m
    where {{ s.reached }}
      and (m.occurred_at, m.source collate "C", m.source_key, m.place) < (before, before_source collate "C", before_key collate "C", before_place)
    order by m.sorted_by desc, m.source_key desc, m.place desc limit page)
{% if not loop.last %}
    union all
{% endif %}
{% endfor %}
  ) m
  order by m.occurred_at desc, m.source collate "C" desc, m.source_key collate "C" desc, m.place desc
  limit page;
end
$saint$;
