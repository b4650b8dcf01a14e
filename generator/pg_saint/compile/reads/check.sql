-- {{ entity }}: where a stored row that counts as valid differs from the truth.
create or replace function {{ name }}() returns table (id text, "column" text, stored text, truth text)
language plpgsql stable security definer {{ reading }} set jit = off
{{ showing }} as $saint$
#variable_conflict use_column
begin
  return query
  with truth as materialized (
    select * from {{ live_all }}(saint.today())
  ),
  stale as materialized (
    select s.id from {{ stale }} s
{% if generation %}
    union
    -- not filled yet: not all that it holds is read
    select c.id from {{ wide }} c where c.generation < {{ generation }}
{% endif %}
  ),
  stored as materialized (
    select c.* from {{ wide }} c
    where not exists (select from stale s where s.id = c.id)
  ),
  -- byte by byte first: that is quick, and says of a few equal rows that they differ (1.0 and 1.00)
  suspect as materialized (
    select
      s.id,
      (select to_jsonb(x.*) from (select {{ stored_told }}) x) as stored,
      (select to_jsonb(x.*) from (select {{ computed_told }}) x) as truth
    from stored s join truth t on t.id = s.id
    where row({{ stored }})::record
      *<> row({{ computed }})::record
  ),
  had as (
    select v.id, array_agg(v.status order by v.status) as statuses from {{ statusvalue }} v group by v.id
  )
  select coalesce(s.id, t.id)::text, 'id', s.id::text, t.id::text
  from stored s full join truth t on t.id = s.id
  where (s.id is null or t.id is null)
    and not exists (select from stale x where x.id = coalesce(s.id, t.id))
  union all
  select s.id::text, f.key, s.stored ->> f.key, s.truth ->> f.key
  from suspect s cross join lateral jsonb_object_keys(s.truth) f (key)
  where s.stored -> f.key is distinct from s.truth -> f.key
  union all
  -- too early costs a recompute, too late would be a wrong answer
  select s.id::text, 'next_change', s.next_change::text, t.next_change::text
  from stored s join truth t on t.id = s.id
  where s.next_change > t.next_change
  union all
  select c.id::text, 'statusvalue', h.statuses::text, c.statuses::text
  from {{ wide }} c left join had h on h.id = c.id
  where coalesce(h.statuses, '{}') is distinct from
    coalesce((select array_agg(u.status order by u.status) from unnest(c.statuses) u (status)), '{}');
end
$saint$;
