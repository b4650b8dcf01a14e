create function saint.confirm(request bigint) returns void
language plpgsql volatile parallel unsafe security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    found_state constant text := saint.decide(request, 'confirmed', array['waiting', 'checked', 'confirmed']);
begin
    -- One that waits still is applied as soon as it is checked.
    update saint.proposal as p
    set state = case found_state when 'checked' then 'confirmed' else found_state end,
        confirmed_by = saint.caller(), confirmed_at = clock_timestamp()
    where p.request = confirm.request and p.confirmed_at is null;
    perform pg_notify('saint_work', '');
end
$$;
comment on function saint.confirm(bigint) is
    'Has a request applied, as soon as it is checked: your own one, or anybody''s for saint_admin';

