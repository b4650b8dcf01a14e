-- Which status it had from when to when, within a year; how far that is from a year ago, as a part of the year.
select
    p.status, coalesce(saint.in_language(s.titles, %(language)s), p.status) as name, p.began_at, p.ended_at,
    greatest(extract(epoch from p.began_at - y.began) / y.length, 0)::float8 as left,
    least(extract(epoch from coalesce(p.ended_at, now()) - y.began) / y.length, 1)::float8 as right
from {period_view} p
left join saint.status s on s.status = p.status
cross join (
    select now() - interval '1 year' as began, extract(epoch from now() - (now() - interval '1 year')) as length
) y
where p.id = %(id)s::{key_type} and coalesce(p.ended_at, 'infinity') > y.began
order by s.rank, p.status, p.began_at;
