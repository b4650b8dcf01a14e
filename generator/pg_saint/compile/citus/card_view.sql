-- {{ entity }}: one row per record, made to be joined: its statuses by rank, what is known of the first, and the image.
create or replace view {{ name }} as
select
  record.id,
  record.statuses,
  {{ all.names }}[record.first] as status,
  {{ all.titles }}[record.first] as name,
  {{ all.ranks }}[record.first] as rank,{% if statusvalue %}

  case when record.first is not null then coalesce(v.since, now()) end as since,{% else %}

  null::timestamptz as since,{% endif %}

  {{ all.visual }}[record.first] as visual,
  {{ image }} as image,
  {{ visual.media_types }}[record.shown] as media_type,
  {{ visual.images }}[record.shown] as image_key
from (
  select record.id, record.statuses, {{ all.first }} as first, {{ visual.first }} as shown
  from {{ in_shards }} record
) record{% if statusvalue %}

left join {{ statusvalue }} v on v.id = record.id and v.status = {{ all.names }}[record.first]{% endif %}{% if images %}

left join saint.image i on i.image = {{ visual.images }}[record.shown]{% endif %};
