{% from "recompute/ask_again.sql" import ask_again with context %}
{% from "recompute/flips.sql" import flips with context %}
-- {{ entity }}: recompute records whose wide rows the caller has locked in an earlier statement. One statement, one snapshot:
-- the marks that go are the marks whose changes were read.
create or replace function {{ name }}(ids {{ key_type }}[], today date) returns void
language plpgsql security definer {{ pinned }} set jit = off as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
begin
  with advanced as materialized (
    select a.* from {{ advance_many }}(ids, today) a
  ),
  others as (
    select array(select i.id from unnest(ids) i (id) except select a.id from advanced a) as ids
  ),
  fresh as materialized (
    select a.* from advanced a
    union all
    select l.* from others o cross join lateral {{ live_many }}(o.ids, today) l where o.ids <> '{}'
  ),
  seen as (
    delete from {{ dirty }} d where d.id = any (ids)
  ),
  gone as (
    delete from {{ wide }} c where c.id in (select i.id from unnest(ids) i (id) except select f.id from fresh f)
  ),
  stored as (
    update {{ wide }} c set
      generation = (select e.stored from saint.entity e where e.entity = {{ entity_literal }}),
{% for c in columns %}
      {{ c }} = f.{{ c }}{% if not loop.last %},{% endif %}

{% endfor %}
    from fresh f
    -- the keys by themselves: else the whole table may be read for a batch
    where c.id = f.id and c.id = any (ids)
  ),
{% if asking %}
{% set changed %}
from {{ wide }} c
left join fresh f on f.id = c.id
where c.id = any (ids) and c.saint_answers is distinct from f.saint_answers{% endset %}
{{ ask_again(changed) | block }}
{% endif %}
{{ flips("fresh" | block, "v.id = any (ids) and " | block) | block }}
end
$saint$;
