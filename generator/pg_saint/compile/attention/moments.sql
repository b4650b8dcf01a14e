-- {{ entity }}: every contact moment of every record, from the CRM's own tables.
create or replace function {{ name }}()
returns table (
  id {{ key_type }}, kind text, source text, source_key text, place bigint, occurred_at timestamptz, "user" text,
  title text, counted boolean)
language plpgsql stable parallel {{ parallel }} security definer rows 100000
{{ reading }} set jit = off as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  saint_held constant boolean := {{ hold }};
begin
  return query
  with record as (
    select {{ record.key }} as id
    from {{ record.table }} {{ record.alias }}
{% for j in record.joins %}
    left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
    where {{ record.where }}
  )
  select m.id, m.kind, m.source, m.source_key, m.place, m.occurred_at, m."user", m.title, m.counted
  from (
{% for s in sources %}
{{ s | indent(4, true) | block }}
{% if not loop.last %}
    union all
{% endif %}
{% endfor %}
  ) m
  where m.id in (select r.id from record r);
end
$saint$;
