create function saint.announce(entity text, status text, active boolean, ids text[]) returns void
language plpgsql volatile parallel unsafe
as $$
declare
    -- A notification holds less than 8000 bytes. The ids of one may be twice as long as this: the first one may begin
    -- in the part before.
    room constant integer := 3500;
    payload jsonb;
begin
    for payload in
        select pg_catalog.jsonb_build_object(
            'entity', announce.entity,
            'status', announce.status,
            'active', announce.active,
            'ids', coalesce(pg_catalog.jsonb_agg(i.id order by i.place) filter (where i.bytes <= room), '[]')
        )
        from (
            select
                u.id, u.place, s.bytes,
                (pg_catalog.sum(least(s.bytes, room)) over (order by u.place) - 1) / room as part
            from pg_catalog.unnest(ids) with ordinality as u (id, place)
            cross join lateral (select pg_catalog.octet_length(pg_catalog.to_json(u.id)::text) + 2) as s (bytes)
        ) as i
        group by i.part::bigint
    loop
        perform pg_catalog.pg_notify('saint_status', payload::text);
    end loop;
end
$$;
comment on function saint.announce(text, text, boolean, text[]) is
    'Tells who listens to saint_status which records got a status or lost it; as many notifications as it takes';
