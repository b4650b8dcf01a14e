-- The lowest rank first, within it who has it longest.
with first as materialized (
    select distinct on (s.id) s.id, s.status, s.name as status_name, s.rank, s.since
    from {status_view} s
    order by s.id, s.rank, s.status
),
shown as materialized (select * from first order by rank, since, id limit %(limit)s)
select s.status, coalesce(saint.in_language(t.titles, %(language)s), s.status_name) as status_name, s.since,
    to_jsonb(f) as fields
from shown s join {fields}(array(select id from shown)) f on f.id = s.id
left join saint.status t on t.status = s.status
order by s.rank, s.since, s.id;
