create function saint.follow_ups_refused(
    of_status text, ids text[], of_type text, force boolean, again boolean
) returns table (id text, problem text)
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    described saint.status := saint.find_status(of_status);
begin
    if not force then
        return query execute format(
            'select u.id, $2
             from unnest($1) as u (id)
             where not exists (select from saint.%I as s where s.status = $3 and s.id::text = u.id)',
            described.entity || '_status'
        ) using ids, format('does not have the status %s', of_status), of_status;
    end if;
    if not again then
        return query
        select p.id, format('has a follow-up of type %s planned on %s already', coalesce(of_type, described.follow_up ->> 'type'), min(p.date))
        from saint.follow_ups_planned(of_status, ids, of_type) as p
        group by p.id;
    end if;
end
$$;
comment on function saint.follow_ups_refused(text, text[], text, boolean, boolean) is
    'Internal: the records for which a follow-up is not written unless it is asked for, and why';
