{% from "maintain/followed.sql" import followed with context %}
-- Partitions that came or went since the last tick. What is locked by somebody, or belongs to somebody else, stays as it was:
-- until it can be followed its records are computed live, and saint doctor names it.
create or replace function {{ name }}() returns boolean
language plpgsql security definer {{ pinned }} set lock_timeout = '100ms' as $saint$
declare
  locked boolean := false;
begin
{% for t in tables %}
  if saint.partitions_changed({{ t.name }}) then
    begin
      locked := saint.follow_partitions_of({{ t.name }}, {{ followed(t) | block }}) or locked;
    exception when lock_not_available or insufficient_privilege then
      raise notice 'the partitions of % cannot be followed now: %', {{ t.name }}, sqlerrm;
    end;
  end if;
{% endfor %}
  return locked;
end
$saint$;
