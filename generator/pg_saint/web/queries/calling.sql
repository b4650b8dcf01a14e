-- A page of the records that have the status, with what people need to call them.
with has as materialized (
    select p.id, p.since, row_number() over () as place
    from (
        select s.id, s.since
        from {status_view} s
        {joins}
        where s.status = %(status)s and {condition}
        order by {order}, s.id
        limit %(limit)s offset %(offset)s
    ) p
),
texts as materialized (
    select d.id, d.dialog
    from saint.status_dialogs(%(entity)s, array(select h.id::text from has h), %(language)s, status => %(status)s) d
)
select h.id::text as id, h.since, {amount} as amount, to_jsonb(f) as fields, {last} as last, {next} as next, t.dialog
from has h
left join {fields}(array(select h.id from has h)) f on f.id = h.id
{counters}
left join texts t on t.id = h.id::text
order by h.place;
