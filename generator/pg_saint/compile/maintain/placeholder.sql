-- Does nothing: an online apply puts the triggers on before their functions are made.
create or replace function {{ name }}() returns trigger
language plpgsql security definer {{ pinned }} as $saint$
begin
  return null;
end
$saint$;
{% if extension %}
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function {{ name }}() depends on extension pg_saint;
{% endif %}
