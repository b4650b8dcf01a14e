create function saint.prune_history() returns bigint
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    -- A date that is pinned in the future is a "what if": it must not cost the history.
    day date := (
        select least(saint.today(), (pg_catalog.now() at time zone clock.zone)::date) from saint.clock as clock
    );
    kept integer;
    before timestamptz;
    pruned bigint;
begin
    if pg_catalog.pg_is_in_recovery() then
        return 0;
    end if;
    -- once a day, and by one worker
    select r.days into kept
    from saint.retention as r
    where r.what = 'status_history' and r.pruned_on is distinct from day
    for no key update skip locked;
    if not found then
        return 0;
    end if;
    before := (select (day - kept)::timestamp at time zone clock.zone from saint.clock as clock);
    -- What lasts into the days that are kept stays, with its begin.
    delete from saint.status_change as h
    where h.changed_at < before
        and (
            not h.active
            or exists (
                select from saint.status_change as l
                where l.id = h.id and l.entity = h.entity and l.status = h.status
                    and l.change > h.change and l.changed_at < before
            )
        );
    get diagnostics pruned = row_count;
    update saint.retention as r set pruned_on = day where r.what = 'status_history';
    return pruned;
end
$$;
comment on function saint.prune_history() is
    'Deletes what is older than saint.retention says from the history of statuses, once a day; returns how many rows';

