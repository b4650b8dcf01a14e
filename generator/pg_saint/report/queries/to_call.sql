-- Of a status those with most of the amount, or, where there is none, who has it longest.
with first as materialized (
    select s.id, s.since, {amount} as amount, row_number() over (order by {amount} desc nulls last, s.since, s.id) as place
    from {status_view} s
    {counters}
    where s.status = %(status)s
    order by place
    limit %(limit)s
)
select h.id::text as id, h.since, h.amount, to_jsonb(f) as fields, saint.describe(%(status)s, h.id::text, %(language)s) as reason
from first h
left join {fields}(array(select h.id from first h)) f on f.id = h.id
order by h.place;
