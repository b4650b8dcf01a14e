-- {{ table }}: truncated, so every record that depends on it is recomputed.
create or replace function {{ name }}() returns trigger
language plpgsql security definer {{ pinned }} as $saint$
begin
{% for via in vias %}
  insert into {{ via }} (hop) values ('all');
{% endfor %}
{% for t in state_changes %}
{% if partitioned %}
  -- a partition alone: those that are not in the others
  if saint.table_known({{ mapped }}) and not row_security_active({{ mapped }}) then
    insert into {{ t.into }} (source_key, changed_at, gone)
    select distinct saint_state_change.source_key, saint.now(), true
    from {{ t.into }} saint_state_change
    where not exists (select from {{ t.crm }} {{ t.alias }} where {{ t.key }} = saint_state_change.source_key);
  end if;
{% else %}
  if exists (select from saint.partitions({{ mapped }}) p (member) where p.member = tg_relid) then
    insert into {{ t.into }} (source_key, changed_at, gone)
    select distinct saint_state_change.source_key, saint.now(), true
    from {{ t.into }} saint_state_change;
  end if;
{% endif %}
{% endfor %}
  return null;
end
$saint$;
{% if extension %}
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function {{ name }}() depends on extension pg_saint;
{% endif %}
