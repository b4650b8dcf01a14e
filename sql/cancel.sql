create function saint.cancel(request bigint) returns void
language plpgsql volatile parallel unsafe security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform saint.decide(request, 'cancelled', array['waiting', 'checked', 'confirmed', 'cancelled']);
    update saint.proposal as p set state = 'cancelled' where p.request = cancel.request;
    perform pg_notify('saint_work', '');
end
$$;
comment on function saint.cancel(bigint) is 'Withdraws a request that is not applied yet';

