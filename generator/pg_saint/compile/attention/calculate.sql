{{ comment }}
create or replace function {{ name }}()
returns table (
  id {{ key_type }}, color text, code text, name text, total bigint, last date, band integer{% for k in kinds %},
  {{ k }} bigint, {{ k }}_last date{% endfor %},
  revenue numeric, sales_band integer)
language plpgsql stable security definer rows 100000
{{ reading }} set jit = off as $saint$
#variable_conflict use_variable
declare
  saint_held constant boolean := {{ hold }};
  -- the day of the calculation, also when a restored dump fills the view again
  today date := coalesce((select c.today from saint.calculation c where c.monitor = {{ monitor }}), saint.today());
{% if ids %}
  ids {{ key_type }}[] := array(
{{ ids | indent(4, true) | block }});
{% endif %}
{% if users %}
  users text[] := {{ users }};
{% endif %}
begin
  return query
  select a.* from {{ attention }}(
    today, {{ since }}, {{ until }}, {% if users %}users{% else %}null{% endif %}, {% if ids %}ids{% else %}null{% endif %}, {{ method }}, {{ bought }}) a;
end
$saint$;
