{% from "recompute/flips.sql" import flips with context %}
-- {{ entity }}: recompute records whose wide rows the caller has locked in an earlier statement. One statement, one snapshot:
-- the marks that go are the marks whose changes were read.
create or replace function {{ name }}(ids {{ key_type }}[], today date) returns void
language plpgsql security definer {{ pinned }} set jit = off as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
begin
  with fresh as materialized (
    select * from {{ live_many }}(ids, today)
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
    where c.id = f.id
  ),
{{ flips("fresh" | block, true) | block }}
end
$saint$;
