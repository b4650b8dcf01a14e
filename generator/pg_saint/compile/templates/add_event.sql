-- {{ source }} → {{ entity }}: add what one changed row makes of a difference, `o` the row before, `n` after.
-- Never waits: a row that somebody holds, that is not valid today or has a mark gets a mark.
create or replace function {{ name }}(record_id {{ key_type }}, o {{ event_type }}, n {{ event_type }}) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
declare
  today date := saint.today();
  r {{ wide }};
begin
  update {{ wide }} c set
    as_of = today,
    next_change = least(
{% for c in changes %}
      case when n.{{ link }} = record_id and {{ c.date }} > today{% if c.condition %} and {{ c.condition }}{% endif %} then {{ c.date }} end,
{% endfor %}
      c.next_change){% for a in additive %},
    {{ a.comment }}
    {{ a.name }} = c.{{ a.name }} + {{ a.new }} - {{ a.old }}{% endfor %}{% for a in extremes %},
    {{ a.comment }}
    {{ a.name }} = {{ a.function }}(c.{{ a.name }}, {{ a.new }}){% endfor %}

  where c.id = (
    select k.id from {{ wide }} k
    where k.id = record_id and k.as_of <= today and k.next_change > today
      and not exists (select from {{ dirty }} d where d.id = record_id)
{% for a in extremes %}
      -- {{ a.name }} keeps its extreme, or gets one as good
      and not coalesce({{ a.old }} {{ a.reaches }} k.{{ a.name }} and not coalesce({{ a.new }} {{ a.reaches }} {{ a.old }}, false), false)
{% endfor %}
    for no key update skip locked)
  returning c.* into r;

  if not found then
    insert into {{ dirty }} (id) values (record_id);
  elsif r.statuses is distinct from {{ statuses }}(r) or {{ next_change }}(r) < r.next_change then
    perform {{ settle }}(r);
  end if;
end
$saint$;
