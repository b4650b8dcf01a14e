select
    c.company_id as id,
    (
        select count(*) from crm.activity a
        where a.company_id = c.company_id and not a.deleted and a.direction = 'outgoing'
            and (a.starts_at at time zone 'Europe/Oslo')::date > date '2026-06-10' - 30
            and (a.starts_at at time zone 'Europe/Oslo')::date <= date '2026-06-10'
    ) as outgoing,
    (
        select sum(s.amount) from crm.sale s join crm.account using (account_id)
        where account.company_id = c.company_id and s.stage = 'order'
    ) as ordered,
    (
        select sum(s.amount) from crm.sale s join crm.account using (account_id)
        where account.company_id = c.company_id and s.stage = 'order' and s.sale_date between '2026-01-01' and '2026-12-31'
    ) as ordered_this_year,
    (select sum(i.amount) from crm.invoice i where i.company_id = c.company_id and i.paid_on is null) as unpaid,
    (
        select count(*) from crm.visit v join crm.person p using (person_id)
        where p.company_id = c.company_id and v.visited_on between '2026-01-01' and '2026-03-31'
    ) as visits_last_quarter,
    (select count(*) from crm.note n where n.about = 'company,' || c.company_id) as notes,
    (
        select count(*) from crm.activity a
        where a.company_id = c.company_id and not a.deleted
            and (a.starts_at at time zone 'Europe/Oslo')::date > date '2026-06-10' - 60
            and (a.starts_at at time zone 'Europe/Oslo')::date <= date '2026-06-10'
    ) + (
        select count(*) from crm.visit v join crm.person p using (person_id)
        where p.company_id = c.company_id and v.visited_on > date '2026-06-10' - 60 and v.visited_on <= date '2026-06-10'
    ) + (
        select count(*) from crm.call l left join crm.person p using (person_id)
        where coalesce(l.company_id, p.company_id) = c.company_id
            and l.called_on > date '2026-06-10' - 60 and l.called_on <= date '2026-06-10'
    ) as contacts,
    null::bigint as tickets,
    (select count(*) from crm.invoice i where i.company_id = c.company_id) as invoice_count,
    (
        select max(s.sale_date) from crm.sale s join crm.account using (account_id)
        where account.company_id = c.company_id and s.amount >= 1000 and s.sale_date <= date '2026-06-10'
    ) as sale_large_last
from crm.company c
where not c.deleted
order by id
