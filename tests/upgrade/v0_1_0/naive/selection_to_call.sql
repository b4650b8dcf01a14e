select
    c.company_id as id,
    c.name,
    u.full_name as owner,
    (
        select max((a.starts_at at time zone 'Europe/Oslo')::date) from crm.activity a
        where a.company_id = c.company_id and not a.deleted
    ) as last_call
from crm.company c
join crm.users u on u.user_id = c.owner_id
where not c.deleted and c.category = 'Customer' and u.full_name <> 'Celia Lund'
    and (
        select count(*) from crm.activity a
        where a.company_id = c.company_id and not a.deleted and a.direction = 'outgoing'
            and (a.starts_at at time zone 'Europe/Oslo')::date > date '2026-06-10' - %(days)s::integer
            and (a.starts_at at time zone 'Europe/Oslo')::date <= date '2026-06-10'
    ) < %(calls)s
order by id
