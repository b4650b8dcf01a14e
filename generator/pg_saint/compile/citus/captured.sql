-- {{ table }}, on each of its shards: rows that were {{ happened }} mark their records. Nothing of ours is read but whether a record has a row.
create or replace function {{ name }}() returns trigger
language plpgsql security definer {{ pinned }} as $saint$
declare
  saint_ids {{ key_type }}[];
  -- All rows of a shard go to one other shard. Which one Citus knows of any of them, wherever shards are moved or split to.
  saint_shard text;
begin
{% if compared_new %}
  -- an update of what is not mapped marks nothing
  begin
    saint_ids := array(
      select distinct x.id
      from (
        (select r.{{ key }} as id, {{ compared_new }} from new_rows r
         except all select r.{{ key }}, {{ compared_new }} from old_rows r)
        union all
        (select r.{{ key }}, {{ compared_new }} from old_rows r
         except all select r.{{ key }}, {{ compared_new }} from new_rows r)
      ) x
    );
  exception
    -- a column that the CRM has renamed, or of which the values cannot be compared any more
    when undefined_column or undefined_function then
      saint_ids := array(select distinct r.{{ key }} from new_rows r);
  end;
{% else %}
  saint_ids := array(select distinct r.{{ key }} from {{ rows }} r);
{% endif %}
  if saint_ids = '{}' then
    return null;
  end if;
{% for e in entities %}
{% if e.makes_rows %}
  -- A record has a row from the moment that it exists. Nobody else makes one, and none goes while there are writers.
  saint_shard := shard_name({{ e.wide_literal }}::regclass, get_shard_id_for_distribution_column({{ e.wide_literal }}::regclass, saint_ids[1]));
  begin
    execute 'insert into ' || saint_shard || ' (id)
      select n.id from unnest($1) n (id)
      where not exists (select from ' || saint_shard || ' c where c.id = n.id)' using saint_ids;
  exception
    -- it was a record before, which this transaction's snapshot does not see
    when unique_violation then
      null;
  end;
{% endif %}
  saint_shard := shard_name({{ e.stale_literal }}::regclass, get_shard_id_for_distribution_column({{ e.stale_literal }}::regclass, saint_ids[1]));
  if saint_ids[2] is null then
    -- of one record, as most: it is planned in half the time
    execute 'insert into ' || saint_shard || ' (id) values ($1)' using saint_ids[1];
  else
    execute 'insert into ' || saint_shard || ' (id) select unnest($1)' using saint_ids;
  end if;
{% endfor %}
  return null;
end
$saint$;
