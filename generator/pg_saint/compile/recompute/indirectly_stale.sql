-- {{ entity }}: records that are stale though neither their row nor a plain mark says so: those that the indirect marks lead to, in the
-- snapshot of whoever asks, {% if asked %}those that ask a record which is stale itself, {% endif %}and for a transaction that began before midnight the rows stored after it.
create or replace function {{ name }}() returns setof {{ key_type }}
language plpgsql stable parallel {{ parallel }} security definer rows 10
{{ reading }} set jit = off as $saint$
begin
{% if every %}
  perform {{ held }}();
  -- while rows need backfill: an older row says nothing, and a record may have none yet
  return query
  select k.id from (select ({{ record_key }})::{{ key_type }} as id from {{ record_table }} {{ record_alias }}) k
  where not exists (select from {{ wide }} c where c.id = k.id and c.generation >= {{ generation }});
  return query
  select c.id from {{ wide }} c where c.generation < {{ generation }};
{% endif %}
  return query
  select m.id from {{ indirect_marks }}() m;
{% for p in asked_records %}
  {{ p.comment }}
  if exists (select from {{ p.stale }} s) then
    perform {{ held }}();
    return query
    select k.id
    from (
      select {{ p.record }}::{{ key_type }} as id
      from {{ p.table }} {{ p.alias }}
{% for j in p.joins %}
      left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
      where {{ p.key }} in (select s.id from {{ p.stale }} s)
    ) k
    where k.id is not null;
  end if;
{% endfor %}
  if saint.midnight_passed() then
    return query
    select c.id from {{ wide }} c where c.as_of > saint.today();
  end if;
end
$saint$;
