-- to_call (selection.yaml:23): status('quiet') and not status('off') and founded < today - 365
create or replace view saint.selection_to_call as
select
  c.id,
  case when c.saint_stale then l.name else c.name end as name,
  case when c.saint_stale then l.outgoing else c.outgoing end as outgoing,
  case when c.saint_stale then l.last_call else c.last_call end as last_call
from (
  select
    c.id,
    c.name as name,
    c.outgoing as outgoing,
    c.to_call_last_call as last_call,
    (('quiet' = any(c.statuses)) and (not false) and (c.founded < c.as_of - 365)) as saint_is_in,
    c.next_change <= (select saint.today())
      or exists (select from saint_data.company_dirty d where d.id = c.id)
      or ((select exists (select from saint_data.company_via) or not saint_data.company_rows_hold()) and c.id in (select e.id from saint_data.company_indirectly_stale() e (id)))
      as saint_stale,
    null::bigint as saint_mark
  from saint_data.company c
  union all
  -- a record that has no row yet: it has a mark
  select d.id, null::text, null::bigint, null::date, null::boolean, true, d.mark
  from saint_data.company_dirty d
  union all
  -- or an indirect one
  select n.id, null::text, null::bigint, null::date, null::boolean, true, null::bigint
  from saint_data.company_indirectly_new() n (id)
  where (select exists (select from saint_data.company_via) or not saint_data.company_rows_hold())
) c
left join lateral (
  select saint_row.id, saint_row.name as name, saint_row.outgoing as outgoing, saint_row.to_call_last_call as last_call
  from saint_data.company_current(c.id, saint.today()) saint_row
  where c.saint_stale
    and (c.saint_mark is null or saint_data.company_first_mark(c.id, c.saint_mark))
    and (('quiet' = any(saint_row.statuses)) and (not false) and (saint_row.founded < saint_row.as_of - 365))
  -- else it would be called for each row, and not for the stale ones alone
  offset 0
) l on true
where (not c.saint_stale or l.id is not null)
  and (c.saint_stale or c.saint_is_in);

-- to_call_by_anna (selection.yaml:27): selection('to_call') and owner = 'Anna'
create or replace view saint.selection_to_call_by_anna as
select
  c.id
from (
  select
    c.id,
    ((coalesce(('quiet' = any(c.statuses)) and (not false) and (c.founded < c.as_of - 365), false)) and (c.owner = 'Anna')) as saint_is_in,
    c.next_change <= (select saint.today())
      or exists (select from saint_data.company_dirty d where d.id = c.id)
      or ((select exists (select from saint_data.company_via) or not saint_data.company_rows_hold()) and c.id in (select e.id from saint_data.company_indirectly_stale() e (id)))
      as saint_stale,
    null::bigint as saint_mark
  from saint_data.company c
  union all
  -- a record that has no row yet: it has a mark
  select d.id, null::boolean, true, d.mark
  from saint_data.company_dirty d
  union all
  -- or an indirect one
  select n.id, null::boolean, true, null::bigint
  from saint_data.company_indirectly_new() n (id)
  where (select exists (select from saint_data.company_via) or not saint_data.company_rows_hold())
) c
left join lateral (
  select saint_row.id
  from saint_data.company_current(c.id, saint.today()) saint_row
  where c.saint_stale
    and (c.saint_mark is null or saint_data.company_first_mark(c.id, c.saint_mark))
    and ((coalesce(('quiet' = any(saint_row.statuses)) and (not false) and (saint_row.founded < saint_row.as_of - 365), false)) and (saint_row.owner = 'Anna'))
  -- else it would be called for each row, and not for the stale ones alone
  offset 0
) l on true
where (not c.saint_stale or l.id is not null)
  and (c.saint_stale or c.saint_is_in);
