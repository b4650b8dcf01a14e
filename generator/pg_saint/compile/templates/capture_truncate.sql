-- {{ table }}: emptied, so every record that depends on it is computed anew.
create or replace function {{ name }}() returns trigger
language plpgsql security definer {{ pinned }} as $saint$
begin
{% for via in vias %}
  insert into {{ via }} (hop) values ('all');
{% endfor %}
{% for t in transitions %}
  insert into {{ t.into }} (source_key, changed_at, gone)
  select distinct saint_transition.source_key, saint.now(), true
  from {{ t.into }} saint_transition
  where not exists (select from {{ t.crm }} {{ t.alias }} where {{ t.key }} = saint_transition.source_key);
{% endfor %}
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function {{ name }}() depends on extension pg_saint;
