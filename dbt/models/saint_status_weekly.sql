-- How many records had each status at the end of each week, and how many got and lost it in the week.
select
    date_trunc('week', d.day)::date as week,
    d.entity,
    d.status,
    (array_agg(d.records order by d.day desc))[1] as records,
    sum(d.began) as began,
    sum(d.ended) as ended
from {{ source('saint', 'status_daily') }} as d
group by 1, 2, 3
