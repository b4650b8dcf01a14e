{% from "citus/computed.sql" import computed with context %}
-- {{ entity }}: one row per active status: what is noted of the records that are not stale, and what the others have now.
-- Of one that no tick has noted yet, since now.
create or replace view {{ name }} as
select
  a.id, a.status,
  {{ all.titles }}[array_position({{ all.names }}, a.status)] as name,
  {{ all.ranks }}[array_position({{ all.names }}, a.status)] as rank,
  {{ all.visual }}[array_position({{ all.names }}, a.status)] as visual,
  a.since
from (
  select v.id, v.status, v.since
  from {{ statusvalue }} v
  left join ({{ query.stale }}) stale on stale.id = v.id
  where stale.id is null
  union all
  select l.id, l.status, coalesce(v.since, now())
  from (
    select live.id, unnest(live.statuses) as status
    from (
{{ computed(query) | indent(6, true) | block }}
    ) live
    where live.there
  ) l
  left join {{ statusvalue }} v on v.id = l.id and v.status = l.status
) a;
