-- The page with its statuses, the top status and the image.
select c.company_id, c.name, c.category, k.statuses, k.status, k.name as status_name, k.since, k.image_key
from crm.company c
left join saint.company_card k on k.id = c.company_id
order by c.name
limit 50;
