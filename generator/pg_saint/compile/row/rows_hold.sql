-- {{ entity }}: whether the stored rows hold but for what they and their marks say: they were computed from these tables, and
-- none after the day of whoever asks{% for a in asked %}, and no {{ a.entity }} that they ask is stale{% endfor %}. Asked in each query, so it changes no setting: every name in it is qualified. The
-- path of whoever asks is not that of functions: as a part of {{ as_mapped }}() its plan would be made anew in turn.
create or replace function {{ name }}() returns boolean
language plpgsql stable parallel {% if asked %}{{ parallel }}{% else %}safe{% endif %} security definer as $saint$
begin
  if saint.tables_known(
    array[{{ names }}],
    array[{{ relations }}]
  ){% for table in partitioned %} and not saint.partitions_changed({{ table }}){% endfor %} then
    return not saint.midnight_passed(){% for a in asked %} and not exists (select from {{ a.stale }} s){% endfor %};
  end if;
  return {{ as_mapped }}() and not saint.midnight_passed(){% for a in asked %} and not exists (select from {{ a.stale }} s){% endfor %};
end
$saint$;
