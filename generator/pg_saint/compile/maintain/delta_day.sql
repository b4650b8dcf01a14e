-- The day as of which a writer changes records in place; infinity: it leaves its difference; NULL: it leaves marks only.
create or replace function {{ name }}() returns date
language sql stable parallel safe as $saint$
{% if deltas %}
  -- at the stricter levels nothing of ours is read
  select case when current_setting('transaction_isolation') = 'read committed' then saint.today() else 'infinity' end
{% else %}
  -- an online apply is under way
  select null::date
{% endif %}
$saint$;
