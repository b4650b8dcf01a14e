-- What a careful DBA would write by hand: the records of each status on one day, without pg_saint.
with day as (
    select %(today)s::date as today
),
activity as not materialized (
    select *, (starts_at at time zone 'Europe/Oslo')::date as date from crm.activity where not deleted
),
customer as (
    select company.company_id as id
    from crm.company
    join crm.company_category on company_category_id = category_id
    where company_category.name = 'Customer' and not company.deleted
)
select 'good_customer_gone_quiet' as status, id
from customer, day
where (select count(*) from crm.sale where company_id = id and status = 'sold' and not deleted) > 50
  and (select max(sale_date) from crm.sale where company_id = id and status = 'sold' and not deleted) < today - 60
union all
select 'too_many_requests', id
from customer, day
where (
    select count(*) from crm.request
    where company_id = id and not deleted
      and (opened_at at time zone 'Europe/Oslo')::date > today - 42
      and (opened_at at time zone 'Europe/Oslo')::date <= today
) >= 6
union all
select 'neglected_customer', id
from customer, day
where (
    select count(*) from activity
    where company_id = id and direction = 'outgoing' and date > today - 30 and date <= today
) < 2
union all
select 'dormant_customer', id
from customer, day
where (
    select count(*) from activity
    where company_id = id and direction = 'incoming' and date > today - 90 and date <= today
) = 0
  and (
    select count(*) from activity
    where company_id = id and direction = 'outgoing' and date > today - 90 and date <= today
) >= 6
union all
select 'expensive_customer', id
from customer, day
where (
    select count(*) from activity
    where company_id = id and intention = 'Marketing' and date > today - 90 and date <= today
) >= 8
  and (
    select count(*) from crm.sale
    where company_id = id and status = 'sold' and not deleted and sale_date > today - 90 and sale_date <= today
) = 0
union all
select 'neglected_project', project_id
from crm.project, day
where status = 'ongoing' and not deleted
  and (select max(date) from activity where activity.project_id = project.project_id and date <= today) < today - 14
union all
select 'no_future_activity', project_id
from crm.project, day
where status = 'ongoing' and not deleted
  and not exists (select from activity where activity.project_id = project.project_id and date > today)
union all
select 'unprofitable_project', project_id
from crm.project
where status in ('completed', 'stopped') and not deleted
  and not exists (
    select from crm.sale
    where sale.project_id = project.project_id and sale.status = 'sold' and not sale.deleted
)
