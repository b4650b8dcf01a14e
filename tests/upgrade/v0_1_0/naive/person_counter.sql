select
    p.person_id as id,
    (
        select count(*) from crm.email e
        where exists (select from crm.email_person l where l.email_id = e.email_id and l.person_id = p.person_id)
            and (e.sent_at at time zone 'UTC' at time zone 'Europe/Oslo')::date > date '2026-06-10' - 60
            and (e.sent_at at time zone 'UTC' at time zone 'Europe/Oslo')::date <= date '2026-06-10'
    ) as mails
from crm.person p
order by id
