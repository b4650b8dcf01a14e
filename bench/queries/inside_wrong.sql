-- Companies of which the view and a query by hand say different things, in one snapshot.
with by_hand as (
  select c.company_id as id
  from crm.company c
  where c.company_id between 1 and 500 and c.category = 'Customer'
    and not exists (
      select from crm.activity a
      where a.company_id = c.company_id and not a.deleted and a.type = 'appointment'
        and (a.starts_at at time zone 'Europe/Oslo')::date > saint.today() - %(days)s::integer
        and (a.starts_at at time zone 'Europe/Oslo')::date <= saint.today())
), shown as (
  select id from saint.company_status where status = %(name)s and id between 1 and 500
)
select count(*) from (
  (select id from by_hand except select id from shown) union all (select id from shown except select id from by_hand)
) x;
