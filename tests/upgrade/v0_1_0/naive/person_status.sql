select p.person_id as id, 'quiet_contact' as status
from crm.person p
join crm.company c on c.company_id = p.company_id and not c.deleted
where c.category = 'Customer'
    and not exists (
        select from crm.email e join crm.email_person l using (email_id)
        where l.person_id = p.person_id
            and (e.sent_at at time zone 'UTC' at time zone 'Europe/Oslo')::date > date '2026-06-10' - 60
            and (e.sent_at at time zone 'UTC' at time zone 'Europe/Oslo')::date <= date '2026-06-10'
    )
    and coalesce(
        (
            select max((a.starts_at at time zone 'Europe/Oslo')::date) from crm.activity a
            where a.person_id = p.person_id and not a.deleted
        ) < date '2026-06-10' - 20,
        true
    )
order by id
