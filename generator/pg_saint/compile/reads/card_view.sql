{% set record %}
{% include "reads/current.sql" %}
{% endset %}
-- {{ entity }}: one row per record, made to be joined: its statuses by rank, what is known of the first, and the image to show.
create or replace view {{ name }} as
select
  record.id,
  s.statuses,
  {{ all.names }}[s.first] as status,
  -- a snapshot from before an apply does not see what the apply wrote into saint.status
  {{ all.titles }}[s.first] as name,
  {{ all.ranks }}[s.first] as rank,
  case when s.first is not null then coalesce(
    (select v.since from {{ statusvalue }} v where v.id = record.id and v.status = {{ all.names }}[s.first]), now()
  ) end as since,
  {{ all.visual }}[s.first] as visual,
  (select i.content from saint.image i where i.image = {{ visual.images }}[s.shown]) as image,
  {{ visual.media_types }}[s.shown] as media_type,
  {{ visual.images }}[s.shown] as image_key
from (
{{ record | indent(2, true) | block }}
) record
cross join lateral (
  select
{% if statuses %}
    case when cardinality(record.statuses) = 0 then record.statuses else array_remove(array[
{% for status in statuses %}
      case when {{ status }} = any (record.statuses) then {{ status }} end{% if not loop.last %},{% endif %}

{% endfor %}
    ], null) end as statuses,
{% else %}
    '{}'::text[] as statuses,
{% endif %}
    {{ all.first }} as first,
    {{ visual.first }} as shown
  -- each of them once, not for every column that reads it
  offset 0
) s;
