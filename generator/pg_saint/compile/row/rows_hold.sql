{% from "row/tables_known.sql" import tables_known with context %}
-- {{ entity }}: whether the stored rows hold but for what they and their marks say: they were computed from these tables, and
-- none after the day of whoever asks{% for a in asked %}, and no {{ a.entity }} that they ask is stale{% endfor %}. Asked in each query, so it changes no setting: every name in it is qualified. The
-- path of whoever asks is not that of functions: as a part of {{ as_mapped }}() its plan would be made anew in turn.
create or replace function {{ name }}() returns boolean
language plpgsql stable parallel {% if asked %}{{ parallel }}{% else %}safe{% endif %} security definer as $saint$
begin
  if ({{ tables_known() | indent(2) | block }}) is not true and not {{ as_mapped }}() then
    return false;
  end if;
  return not saint.midnight_passed(){% for a in asked %} and not exists (select from {{ a.stale }} s){% endfor %};
end
$saint$;
