select
    p.project_id as id,
    (
        select count(*) from crm.activity a
        where a.res_model = 'project' and a.res_id = p.project_id and not a.deleted
            and (a.starts_at at time zone 'Europe/Oslo')::date > date '2026-06-10'
            and (a.starts_at at time zone 'Europe/Oslo')::date <= date '2026-06-10' + 14
    ) as planned
from crm.project p
order by id
