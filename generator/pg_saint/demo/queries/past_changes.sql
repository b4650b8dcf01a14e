-- What the history has of the days that passed in a moment: each change on the day that was in force when it came.
update saint.status_change c
set changed_at = (
    select (d.day + time '00:01') at time zone (select k.zone from saint.clock k)
    from unnest(%(until)s::timestamptz[], %(days)s::date[]) as d (until, day)
    where c.changed_at <= d.until
    order by d.until
    limit 1
)
