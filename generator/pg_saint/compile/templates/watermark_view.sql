-- {{ entity }}: the image to show, of the visual status with the lowest rank.
create or replace view {{ name }} as
select distinct on (s.id) s.id, s.status, s.name, d.image, null::text as media_type
from {{ status_view }} s
left join saint.status d on d.status = s.status
where s.visual
order by s.id, s.rank;
