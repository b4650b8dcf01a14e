select p.project_id as id, 'over' as status
from crm.project p
where p.ends_on < date '2026-06-10'
    and not exists (
        select from crm.task t
        where t.project_id = p.project_id and t.due_on > date '2026-06-10' - 7 and t.due_on <= date '2026-06-10'
    )
order by id
