-- {{ entity }}: the image to show, of the visual status with the lowest rank.
create or replace view {{ name }} as
select distinct on (s.id) s.id, s.status, s.name, i.content as image, i.media_type, d.image as image_key
from {{ status_view }} s
left join saint.status d on d.status = s.status
left join saint.image i on i.image = d.image
where s.visual
order by s.id, s.rank;
