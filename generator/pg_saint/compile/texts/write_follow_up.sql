-- {{ entity }}: writes the default follow-up of a status for records into {{ table }}; the keys of the new rows.
-- With the rights and the search_path of whoever calls it: the CRM's own policies and triggers are for that user.
create or replace function {{ name }}(
  of_status text, ids text[], language text, of_type text, of_title text, of_days integer, of_user text
) returns table (id text, key text)
language plpgsql volatile as $saint$
#variable_conflict use_column
declare
  d saint.status := saint.find_status(of_status);
begin
  of_type := coalesce(of_type, d.follow_up ->> 'type'::text);
{% if types %}
  if not exists (select from {{ types.table }} t where t.{{ types.name }}::text = $4) then
    raise exception 'the CRM knows no follow-up of type %', of_type
      using errcode = 'invalid_parameter_value', hint = {{ types.hint }};
  end if;
{% endif %}
  return query
  insert into {{ table }} as {{ source }} (
{% for c in columns %}
    {{ c.name }}{% if not loop.last %},{% endif %}

{% endfor %}
  )
  select
{% for c in columns %}
    {{ c.value }}{% if not loop.last %},{% endif %}

{% endfor %}
  from (
    select
      r.id, v.variables,
      coalesce(of_title, saint.render(
        coalesce(saint.in_language(d.follow_up -> 'text'::text, language), ''),
        v.variables,
        otherwise => saint.in_language(d.titles, language)
      )) as title,
      saint.today() + coalesce(of_days, (d.follow_up ->> 'in_days'::text)::integer) as date,
      coalesce(of_user, v.variables ->> ('@' || (d.follow_up ->> 'user'::text))) as for_user
    from pg_catalog.unnest(ids::{{ key_type }}[]) r (id)
    join {{ texts }}(ids) v on v.id = r.id::text
  ) p
  order by p.id
  returning ({{ record }})::text, ({{ row_key }})::text;
end
$saint$;
