-- The same of what records have now.
update {table} v
set since = (
    select (d.day + time '00:01') at time zone (select k.zone from saint.clock k)
    from unnest(%(until)s::timestamptz[], %(days)s::date[]) as d (until, day)
    where v.since <= d.until
    order by d.until
    limit 1
)
