-- person: the values that the texts of its statuses name, read from the CRM's own tables: none of them is stored.
-- @FIELD says for whom a follow-up is, #PARENT is the key of a parent: names that no text can have.
create or replace function saint_data.person_texts(ids text[]) returns table (id text, variables jsonb)
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp set datestyle = 'ISO' set timezone = 'Europe/Oslo'
-- the length of an array is unknown: it would be planned anew at each call
set plan_cache_mode = force_generic_plan as $saint$
#variable_conflict use_column
begin
  return query
  select
    (person.person_id)::text,
    jsonb_object(
      array['name', 'company.name', 'cont', 'attn', '@company.user', '#company']::text[],
      array[
        (person.name)::text,
        (company.name)::text,
        (company_owner.full_name)::text,
        (person.name)::text,
        (company.owner_id)::text,
        (person.company_id)::text
      ]::text[]
    )
  from crm.person person
  left join crm.company company on company.company_id = person.company_id
  left join crm.users company_owner on company_owner.user_id = company.owner_id
  where person.person_id = any ($1::bigint[]);
end
$saint$;
