-- company: the values that the texts of its statuses name, read from the CRM's own tables at that moment.
-- @FIELD says for whom a follow-up is, #PARENT is the key of a parent: names that no text can have.
create or replace function saint_data.company_texts(ids text[]) returns table (id text, variables jsonb)
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp set row_security = off
set extra_float_digits = 1 set datestyle = 'ISO' set intervalstyle = 'postgres' set bytea_output = 'hex' set timezone = 'Europe/Oslo'
-- the length of an array is unknown: it would be replanned at each call
set plan_cache_mode = force_generic_plan as $saint$
#variable_conflict use_column
declare
  saint_held constant boolean := saint.hold_tables(array['crm.company', 'crm.users']);
begin
  return query
  select
    (company.company_id)::text,
    jsonb_object(
      array['name', 'cuid', 'zici', 'days since last_contact', 'period1', 'auth']::text[],
      array[
        (company.name)::text,
        (company.company_id)::text,
        (concat_ws(' ', nullif(trim(cast(company.name as text)), ''), nullif(trim(cast(upper(company.name) as text)), '')))::text,
        (case when isfinite(cast(counters.last_contact as date)) and cast(counters.last_contact as date) <= saint.today() then saint.today() - cast(counters.last_contact as date) end)::text,
        (30)::text,
        (sender.full_name)::text
      ]::text[]
    )
  from crm.company company
  left join crm.users sender on cast(sender.user_id as text) = current_setting('saint.sender', true)
  left join (
    select * from saint.company_counter c where c.id = any ($1::integer[])
  ) counters on counters.id = company.company_id
  where company.company_id = any ($1::integer[]);
end
$saint$;
