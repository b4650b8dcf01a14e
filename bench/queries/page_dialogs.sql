-- The page with the image and the dialog of each.
with page as materialized (select c.company_id, c.name from crm.company c order by c.name limit 50)
select p.company_id, p.name, k.name as status, k.image_key, d.dialog
from page p
left join saint.company_card k on k.id = p.company_id
left join saint.status_dialogs('company', (select array_agg(p.company_id::text) from page p)) d
  on d.id = p.company_id::text
order by p.name;
