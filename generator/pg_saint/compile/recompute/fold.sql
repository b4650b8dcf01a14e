{% from "recompute/flips.sql" import flips with context %}
-- {{ entity }}: store the differences that the marks of records carry, of those where they can be added. The caller has locked their
-- wide rows in an earlier statement. One statement, one snapshot: the marks that go are those that were added.
create or replace function {{ name }}(ids {{ key_type }}[], today date) returns void
language plpgsql security definer {{ pinned }} set jit = off as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
begin
  with fresh as materialized (
    select * from {{ folded_many }}(ids, today)
  ),
  seen as (
    delete from {{ dirty }} d where d.id in (select f.id from fresh f)
  ),
  stored as (
    update {{ wide }} c set
{% for c in columns %}
      {{ c }} = f.{{ c }}{% if not loop.last %},{% endif %}

{% endfor %}
    from fresh f
    where c.id = f.id
  ),
{{ flips("fresh" | block, "v.id in (select f.id from fresh f) and " | block) | block }}
end
$saint$;
