-- {{ entity }}: where a stored row that counts as valid differs from the truth.
create or replace function {{ name }}() returns table (id text, "column" text, stored text, truth text)
language plpgsql stable security definer {{ pinned }}
{{ showing }} as $saint$
#variable_conflict use_column
declare
  r record;
begin
  for r in
    select
      t.id, c.id is not null and c.as_of < 'infinity' as stored, c.next_change > t.next_change as late,
      array[{{ stored_told }}] as of_row,
      array[{{ computed_told }}] as of_tables
    from {{ in_shards }} t
    left join {{ wide }} c on c.id = t.id
    left join (select s.id from {{ stale }} s where s.since <= (select d.today from {{ day }} d) group by s.id) stale on stale.id = t.id
    where stale.id is null and (c.id is null or c.as_of = 'infinity' or c.next_change > t.next_change{% for k in compared %}

      or c.{{ k }} is distinct from t.{{ k }}{% endfor %})
  loop
    if not r.stored then
      return query values (r.id::text, 'id', null::text, r.id::text);
    else
      return query
      select r.id::text, n.name, r.of_row[n.ordinal], r.of_tables[n.ordinal]
      from unnest(array[{{ names }}]) with ordinality n (name, ordinal)
      where r.of_row[n.ordinal] is distinct from r.of_tables[n.ordinal];
      -- too early costs a recompute, too late would be a wrong answer
      if r.late then
        return query values (r.id::text, 'next_change', 'later', 'earlier');
      end if;
    end if;
  end loop;
  return query
  select c.id::text, 'id', c.id::text, null::text
  from {{ wide }} c
  left join {{ in_shards }} t on t.id = c.id
  left join (select s.id from {{ stale }} s where s.since <= (select d.today from {{ day }} d) group by s.id) stale on stale.id = c.id
  where stale.id is null and t.id is null and c.as_of < 'infinity';
  return query
  select c.id::text, 'statusvalue', v.statuses::text, c.statuses::text
  from {{ wide }} c
  left join (select v.id, array_agg(v.status order by v.status) as statuses from {{ statusvalue }} v group by v.id) v on v.id = c.id
  where not (coalesce(v.statuses, '{}') @> c.statuses and c.statuses @> coalesce(v.statuses, '{}'));
end
$saint$;
