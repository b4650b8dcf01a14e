-- {{ entity }}: the statuses of one record, computed from the CRM's own tables as of `today`.
create or replace function {{ name }}(of_id {{ key_type }}, today date) returns table (status text, since timestamptz)
language plpgsql stable parallel {{ parallel }} security definer rows 2
{{ pinned }} as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
begin
  return query
  select t.status, coalesce(v.since, now())
  from {{ now }}(of_id, today) l
  cross join unnest(l.statuses) t (status)
  left join {{ statusvalue }} v on v.id = of_id and v.status = t.status
  -- names the table, so that this is replanned when its columns change
  union all
  select null, null from {{ wide }} c where false;
end
$saint$;
