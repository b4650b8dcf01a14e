-- company: the records whose stored row does not speak for itself today; one may come several times.
create or replace view saint_data.company_stale as
select c.id from saint_data.company c where c.next_change <= saint.today()
union all
select d.id from saint_data.company_dirty d
union all
-- asked once in a query, so that nothing is called where there is nothing
select e.id from saint_data.company_indirectly_stale() e (id)
where (select exists (select from saint_data.company_via) or not saint_data.company_rows_hold());

-- company: where the indirect marks lead, in the snapshot of whoever asks: records, and what of each is stale (NULL: all of it).
create or replace function saint_data.company_indirect_marks() returns table (id integer, stale text)
language plpgsql stable parallel safe security definer rows 10
set search_path = pg_catalog, pg_temp set row_security = off set jit = off as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- another table now: its rows are not those that were stored
  saint_replaced boolean := not saint_data.company_as_mapped();
begin
  if not saint_replaced and not exists (select from saint_data.company_via) then
    return;
  end if;
  perform saint_data.company_held();
  return query
  select found.id, found.stale from (
    -- all: a TRUNCATE, the clock set back, other tables
    select every.id, null as stale
    from (
      select (company.company_id)::integer from crm.company company
      union
      select c.id from saint_data.company c
    ) every (id)
    where exists (select from saint_data.company_via saint_mark where saint_mark.hop in ('all', 'detached')) or saint_replaced
  ) found (id, stale)
  where found.id is not null;
end
$saint$;

-- Partitions that came or went since the last tick. What is locked by somebody, or belongs to somebody else, stays as it was:
-- until it can be followed its records are computed live, and saint doctor names it.
create or replace function saint_data.follow_partitions() returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '100ms' as $saint$
declare
  locked boolean := false;
begin
  if saint.partitions_changed('crm.visit') then
    begin
      locked := saint.follow_partitions_of('crm.visit', array[
        'saint_data.crm_visit_inserted()',
        'saint_data.crm_visit_updated()',
        'saint_data.crm_visit_deleted()',
        'saint_data.crm_visit_emptied()'
      ]::regprocedure[], array[
        'create or replace trigger saint_insert after insert on %s referencing new table as new_rows for each statement execute function saint_data.crm_visit_inserted();',
        'create or replace trigger saint_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function saint_data.crm_visit_updated();',
        'create or replace trigger saint_delete after delete on %s referencing old table as old_rows for each statement execute function saint_data.crm_visit_deleted();',
        'create or replace trigger saint_truncate after truncate on %s for each statement execute function saint_data.crm_visit_emptied();'
      ]::text[], '{company}') or locked;
    exception when lock_not_available or insufficient_privilege then
      raise notice 'the partitions of % cannot be followed now: %', 'crm.visit', sqlerrm;
    end;
  end if;
  return locked;
end
$saint$;
