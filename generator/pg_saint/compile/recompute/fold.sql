{% from "recompute/ask_again.sql" import ask_again with context %}
{% from "recompute/flips.sql" import flips with context %}
-- {{ entity }}: store the differences that the marks of records carry, where no day and no field has to be seen to besides. The caller has
-- locked their wide rows in an earlier statement. One statement, one snapshot: the marks that go are those that were added.
create or replace function {{ name }}(ids {{ key_type }}[], today date) returns void
language plpgsql security definer {{ pinned }} set jit = off
-- it takes longer to plan than to fold a few; by index, however few rows the tables had when it was planned
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
begin
  with foldable as materialized (
    select c.id from {{ wide }} c
    where c.id = any (ids) and c.next_change > today
      and not exists (select from {{ dirty }} d where d.id = c.id and d.difference is null)
  ),
  fresh as materialized (
    select f.* from {{ folded_many }}(array(select c.id from foldable c), today) f where cardinality(ids) > {{ few }}
    union all
    -- a few, each by itself
    select f.* from foldable c cross join lateral {{ folded }}(c.id, today) f where cardinality(ids) <= {{ few }}
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
{% if asking %}
{% set changed %}
from {{ wide }} c
join fresh f on f.id = c.id
where c.saint_answers is distinct from f.saint_answers{% endset %}
{{ ask_again(changed) | block }}
{% endif %}
{{ flips("fresh" | block, "v.id in (select f.id from fresh f) and " | block) | block }}
end
$saint$;
