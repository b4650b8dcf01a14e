{% from "maintain/followed.sql" import followed with context %}
-- Tables that took the place of mapped ones since the last tick. What is locked by somebody, or belongs to somebody else, stays
-- as it was: until it can be followed its records are computed live, and saint doctor names it.
create or replace function {{ name }}() returns boolean
language plpgsql security definer {{ pinned }} set lock_timeout = '100ms' as $saint$
declare
  saint_locked boolean := false;
begin
{% for via in vias %}
  if exists (select from {{ via }} v where v.hop = 'detached') then
    return false;
  end if;
{% endfor %}
{% for t in tables %}
  if not saint.table_followed({{ t.name }}) then
    begin
      saint_locked := saint.follow_table({{ t.name }}, {{ followed(t) | block }}) or saint_locked;
    exception when lock_not_available or insufficient_privilege then
      raise notice '% cannot be followed now: %', {{ t.name }}, sqlerrm;
    end;
  end if;
{% endfor %}
  return saint_locked;
end
$saint$;
