-- How many records each status matches, and of how many.
select saint.today() as today, statusdef.status, statusdef.name, statusdef.entity, statusdef.matches,
       case statusdef.entity
           when 'company' then (select count(*) from saint.company_counter)
           when 'person' then (select count(*) from saint.person_counter)
           when 'project' then (select count(*) from saint.project_counter)
       end as records
from saint.statusdef
order by statusdef.entity, statusdef.rank
