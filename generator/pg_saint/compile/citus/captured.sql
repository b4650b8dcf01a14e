-- {{ table }}, on each of its shards: rows that were {{ happened }} mark their records. Nothing of ours is read but whether a record has a row.
create or replace function {{ name }}() returns trigger
language plpgsql security definer {{ pinned }} as $saint$
declare
  -- All rows of a shard go to one other shard. Which one Citus knows of any of them, wherever shards are moved or split to.
  saint_marks text;
{% if makes_rows %}
  saint_rows text;
{% endif %}
begin
{% for e in entities %}
  select shard_name({{ e.stale_literal }}::regclass, get_shard_id_for_distribution_column({{ e.stale_literal }}::regclass, r.{{ key }}))
  into saint_marks
  from {{ rows }} r limit 1;
  if saint_marks is null then
    return null;
  end if;
{% if e.makes_rows %}
  -- A record has a row from the moment that it exists. Nobody else makes one, and none goes while there are writers.
  select shard_name({{ e.wide_literal }}::regclass, get_shard_id_for_distribution_column({{ e.wide_literal }}::regclass, r.{{ key }}))
  into saint_rows
  from {{ rows }} r limit 1;
  begin
    execute 'insert into ' || saint_rows || $sql$ (id)
      select r.{{ key }} from {{ rows }} r
      where not exists (select from $sql$ || saint_rows || $sql$ c where c.id = r.{{ key }})$sql$;
  exception
    -- it was a record before, which this transaction's snapshot does not see
    when unique_violation then
      null;
  end;
{% endif %}
{% if compared_new %}
  -- an update of what is not mapped marks nothing
  begin
    execute 'insert into ' || saint_marks || $sql$ (id)
      select distinct x.id
      from (
        (select r.{{ key }} as id, {{ compared_new }} from new_rows r
         except all select r.{{ key }}, {{ compared_new }} from old_rows r)
        union all
        (select r.{{ key }}, {{ compared_new }} from old_rows r
         except all select r.{{ key }}, {{ compared_new }} from new_rows r)
      ) x$sql$;
  exception
    -- a column that the CRM has renamed, or of which the values cannot be compared any more
    when undefined_column or undefined_function then
      execute 'insert into ' || saint_marks || $sql$ (id)
        select distinct r.{{ key }} from new_rows r$sql$;
  end;
{% else %}
  execute 'insert into ' || saint_marks || $sql$ (id)
    select distinct r.{{ key }} from {{ rows }} r$sql$;
{% endif %}
{% endfor %}
  return null;
end
$saint$;
