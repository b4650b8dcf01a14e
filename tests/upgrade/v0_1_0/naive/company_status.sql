-- How many days and calls: what the definition of neglected says at the time.
with company as (
    select
        c.*,
        (
            select count(*) from crm.activity a
            where a.company_id = c.company_id and not a.deleted and a.direction = 'outgoing'
                and (a.starts_at at time zone 'Europe/Oslo')::date > date '2026-06-10' - %(days)s::integer
                and (a.starts_at at time zone 'Europe/Oslo')::date <= date '2026-06-10'
        ) < %(calls)s as not_called,
        (
            select max(s.sale_date) from crm.sale s join crm.account using (account_id)
            where account.company_id = c.company_id and s.stage = 'order'
        ) as last_order,
        exists (
            select from crm.visit v join crm.person p using (person_id)
            where p.company_id = c.company_id and v.visited_on > date '2026-06-10' - 90 and v.visited_on <= date '2026-06-10'
        ) as visited,
        (select sum(i.amount) from crm.invoice i where i.company_id = c.company_id and i.paid_on is null) as unpaid,
        exists (
            select from crm.activity a
            where a.company_id = c.company_id and not a.deleted
                and (a.starts_at at time zone 'Europe/Oslo')::date > date '2026-06-10' - 7
                and (a.starts_at at time zone 'Europe/Oslo')::date <= date '2026-06-10'
        ) as contact_this_week
    from crm.company c
    where not c.deleted
),
judged as (
    select
        company.*,
        coalesce(category = 'Customer' and not_called, false) as neglected,
        coalesce(last_order is not null and (last_order < date '2026-06-10' - 30 or not visited), false) as gone_quiet
    from company
)
select company_id as id, 'neglected' as status from judged where neglected
union all
select company_id, 'gone_quiet' from judged where gone_quiet
union all
select company_id, 'worth_a_visit' from judged where neglected and not gone_quiet and coalesce(unpaid, 0) < 1000
union all
select company_id, 'new_customer' from judged where customer_since between date '2026-06-10' - 14 and date '2026-06-10'
union all
select company_id, 'neglected_lead' from judged where category = 'Lead' and not contact_this_week
order by id, status
