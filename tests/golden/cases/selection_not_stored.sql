-- company: one wide row per record, valid while as_of <= today < next_change and unmarked.
-- Room on each page, and no index on a counter, keep its updates HOT.
create table saint_data.company (
  id integer,
  as_of date not null default '-infinity',
  next_change date not null default '-infinity',
  statuses text[] not null default '{}',
  generation integer not null default 0,
  category text,
  "all" bigint default 0,
  primary key (id)
) with (vacuum_truncate = false, fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
create index company_due on saint_data.company (next_change);

-- company: the name of a record, as the CRM has it now. Views call it, where somebody asks for that column.
create or replace function saint_data.company_read_name_text(saint_id integer) returns text
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp set row_security = off as $saint$
declare
  saint_held constant boolean := saint.hold_tables(array['crm.company', 'crm.users']);
begin
  return (
    select (company.name)::text
    from crm.company company
    where company.company_id = $1
    limit 1
  );
end
$saint$;

-- company: the owner of a record, as the CRM has it now. Views call it, where somebody asks for that column.
create or replace function saint_data.company_read_owner_text(saint_id integer) returns text
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp set row_security = off as $saint$
declare
  saint_held constant boolean := saint.hold_tables(array['crm.company', 'crm.users']);
begin
  return (
    select (owner.full_name)::text
    from crm.company company
    left join crm.users owner on owner.user_id = company.owner_id
    where company.company_id = $1
    limit 1
  );
end
$saint$;

-- to_call (selection_not_stored.yaml:19): category = 'Customer'
create or replace view saint.selection_to_call as
select
  c.id,
  case when c.saint_stale then l.name else c.name end as name,
  case when c.saint_stale then l.owner else c.owner end as owner,
  case when c.saint_stale then l.category else c.category end as category,
  case when c.saint_stale then l."all" else c."all" end as "all"
from (
  select
    c.id,
    saint_data.company_read_name_text(c.id) as name,
    saint_data.company_read_owner_text(c.id) as owner,
    c.category as category,
    c."all" as "all",
    ((c.category = 'Customer')) as saint_is_in,
    c.next_change <= (select saint.today())
      or exists (select from saint_data.company_dirty d where d.id = c.id)
      or ((select exists (select from saint_data.company_via) or not saint_data.company_rows_hold()) and c.id in (select e.id from saint_data.company_indirectly_stale() e (id)))
      as saint_stale,
    null::bigint as saint_mark
  from saint_data.company c
  union all
  -- a record that has no row yet: it has a mark
  select d.id, null::text, null::text, null::text, null::bigint, null::boolean, true, d.mark
  from saint_data.company_dirty d
  union all
  -- or an indirect one
  select n.id, null::text, null::text, null::text, null::bigint, null::boolean, true, null::bigint
  from saint_data.company_indirectly_new() n (id)
  where (select exists (select from saint_data.company_via) or not saint_data.company_rows_hold())
) c
left join lateral (
  select saint_row.id, saint_data.company_read_name_text(saint_row.id) as name, saint_data.company_read_owner_text(saint_row.id) as owner, saint_row.category as category, saint_row."all" as "all"
  from saint_data.company_current(c.id, saint.today()) saint_row
  where c.saint_stale
    and (c.saint_mark is null or saint_data.company_first_mark(c.id, c.saint_mark))
    and ((saint_row.category = 'Customer'))
  -- else it would be called for each row, and not for the stale ones alone
  offset 0
) l on true
where (not c.saint_stale or l.id is not null)
  and (c.saint_stale or c.saint_is_in);
