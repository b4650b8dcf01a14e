{% set record %}
{% include "reads/current.sql" %}
{% endset %}
-- {{ entity }}: one row per record that shows an image: that of the visual status with the lowest rank.
create or replace view {{ name }} as
select
  record.id,
  {{ visual.names }}[s.shown] as status,
  {{ visual.titles }}[s.shown] as name,
  (select i.content from saint.image i where i.image = {{ visual.images }}[s.shown]) as image,
  {{ visual.media_types }}[s.shown] as media_type,
  {{ visual.images }}[s.shown] as image_key
from (
{{ record | indent(2, true) | block }}
) record
cross join lateral (
  select {{ visual.first }} as shown
) s
where s.shown is not null;
