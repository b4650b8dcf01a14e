-- {{ entity }}: a monitor that is not installed, without revenue. For saint.attention_between().
create or replace function {{ name }}(since date, until date, users text[], of_ids text[], method text)
returns table (
  id text, color text, code text, name text, total bigint, days integer, band integer{% for k in kinds %},
  {{ k }} bigint, {{ k }}_days integer{% endfor %})
language plpgsql stable security definer rows 100000
{{ reading }} as $saint$
declare
  saint_held constant boolean := {{ hold }};
  today date := saint.today();
{% if crm_users %}
  unknown text;
{% endif %}
begin
{% if crm_users %}
  select u.name into unknown
  from unnest(users) u (name)
  where not exists (select from {{ crm_users.table }} {{ crm_users.alias }} where {{ crm_users.key }} = u.name)
  limit 1;
  if found then
    raise exception 'there is no user %', unknown using errcode = 'invalid_parameter_value';
  end if;
{% endif %}
  return query
  select
    a.id::text, a.color, a.code, a.name, a.total, case when isfinite(a.last) then today - a.last end, a.band{% for k in kinds %},
    a.{{ k }}, case when isfinite(a.{{ k }}_last) then today - a.{{ k }}_last end{% endfor %}

  from {{ attention }}(today, since, until, users, of_ids::{{ key_type }}[], method, null) a;
end
$saint$;
