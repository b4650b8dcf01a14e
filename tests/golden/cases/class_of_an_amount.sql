-- company: one company, computed from the CRM's own tables as of `today`.
create or replace function saint_data.company_live(record_id integer, today date) returns setof saint_data.company
language plpgsql stable parallel safe security definer rows 1
set search_path = pg_catalog, pg_temp set row_security = off set jit = off set plan_cache_mode = force_generic_plan as $saint$
-- No column of ours is called today; those of the CRM are qualified.
#variable_conflict use_column
declare
  saint_held constant boolean := saint_data.company_held();
begin
  return query select a.* from saint_data.company_advance($1, $2) a;
  if found then
    return;
  end if;
  return query
    with record as (
      select
        company.company_id as id
      from crm.company company
      where company.company_id = $1
    ),
    sale_events as (
      select
        event.saint_id,

        -- count(sale) filter (where size = 'Large')
        count(*) filter (where event.size = 'Large') as large,

        -- count(sale) filter (where intention = 'Sales')
        count(*) filter (where event.intention = 'Sales') as offers
      from (
        select
          sale.company_id as saint_id,
          case when sale.amount < 1000 then 'Small' when sale.amount >= 1000 then 'Large' end as size,
          case when sale.status in ('offer', 'contract') then 'Sales' when sale.status in ('report') then 'Service' end as intention
        from crm.sale sale
        where sale.company_id = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.saint_id
    ),
    wide as (
      select
        record.id::integer as id,
        today as as_of,
        least('infinity'::date) as next_change,
        '{}'::text[] as statuses,
        0 as generation,
        coalesce(sale_events.large, 0) as large,
        coalesce(sale_events.offers, 0) as offers
      from record
      left join sale_events on sale_events.saint_id = record.id
    )
    -- the statuses follow from the row's own values, and so do the days on which they change
    select
      wide.id,
      wide.as_of,
      least(wide.next_change, saint_data.company_next_change(wide.saint_row)),
      saint_data.company_statuses(wide.saint_row),
      wide.generation,
      wide.large,
      wide.offers
    -- the row as one value: what is asked of it is put in the place of the call
    from (select wide.*, row(wide.*)::saint_data.company as saint_row from wide offset 0) wide;
end
$saint$;
