-- {{ entity }}: one row per record that shows an image: that of the visual status with the lowest rank.
create or replace view {{ name }} as
select
  record.id,
  {{ visual.names }}[record.shown] as status,
  {{ visual.titles }}[record.shown] as name,
  {{ image }} as image,
  {{ visual.media_types }}[record.shown] as media_type,
  {{ visual.images }}[record.shown] as image_key
from (
  select record.id, {{ visual.first }} as shown
  from {{ in_shards }} record
) record{% if images %}

left join saint.image i on i.image = {{ visual.images }}[record.shown]{% endif %}

where record.shown is not null;
