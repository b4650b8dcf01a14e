create function saint.announce() returns trigger
language plpgsql volatile parallel unsafe security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    -- A notification holds less than 8000 bytes. The ids of one may be twice as long as this: the first one may begin
    -- in the part before.
    room constant integer := 3500;
    payload jsonb;
begin
    -- The first of the transaction's rows tells what all of them come to; for the others nothing is left.
    if not exists (
        select from saint.announcement a where a.transaction = new.transaction and a.flip = new.flip
    ) then
        return null;
    end if;
    for payload in
        with flips as (
            -- Rows before this one are gone, and looking at them again for each row would be quadratic.
            delete from saint.announcement a
            where a.transaction = new.transaction and a.flip >= new.flip
            returning a.flip, a.entity, a.status, a.active, a.ids
        ),
        -- What came and went again is no news.
        changes as (
            select
                f.entity, f.status, u.id,
                sum(case when f.active then 1 else -1 end) > 0 as active,
                max(f.flip) as flip, max(u.place) as place
            from flips f cross join unnest(f.ids) with ordinality u (id, place)
            group by f.entity, f.status, u.id
            having sum(case when f.active then 1 else -1 end) <> 0
        ),
        sized as (
            select c.*, octet_length(to_json(c.id)::text) + 2 as bytes from changes c
        ),
        parts as (
            select
                s.*,
                ((sum(least(s.bytes, room)) over (
                    partition by s.entity, s.status, s.active order by s.flip, s.place, s.id
                ) - 1) / room)::bigint as part
            from sized s
        )
        select jsonb_build_object(
            'entity', p.entity,
            'status', p.status,
            'active', p.active,
            'ids', coalesce(jsonb_agg(p.id order by p.flip, p.place, p.id) filter (where p.bytes <= room), '[]')
        )
        from parts p
        group by p.entity, p.status, p.active, p.part
        order by min(p.flip), p.entity, p.status, p.active, p.part
    loop
        perform pg_notify('saint_status', payload::text);
    end loop;
    return null;
end
$$;
comment on function saint.announce() is
    'Internal: tells who listens to saint_status which records got a status or lost it, once per transaction, at its '
    'end';

-- Deferred: only then is it known what the transaction comes to. The table is ours, and no pending event of it is in the
-- way of an ALTER TABLE on the CRM's tables.
create constraint trigger announce after insert on saint.announcement
    deferrable initially deferred
    for each row execute function saint.announce();
-- A tick in a session that fires no ordinary triggers must not leave rows behind.
alter table saint.announcement enable always trigger announce;

