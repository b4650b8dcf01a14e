create function saint.follow_clock() returns trigger
language plpgsql volatile parallel unsafe security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    today text := case
        when new.pinned is null then format('(now() at time zone %L)::date', new.zone)
        else 'saint.pinned_today()'
    end;
    midnight_passed text := case
        when new.pinned is null then format('(clock_timestamp() at time zone %L)::date > %s', new.zone, today)
        else 'false'
    end;
begin
    execute format(
        'create or replace function saint.today() returns date language sql stable parallel safe return %s', today);
    execute format(
        'create or replace function saint.midnight_passed() returns boolean language sql volatile parallel safe return %s',
        midnight_passed);
    return null;
end
$$;
comment on function saint.follow_clock() is
    'Internal: writes saint.today() and saint.midnight_passed() as the clock says';

create trigger follow_clock after insert or update on saint.clock
    for each row execute function saint.follow_clock();
-- Also where the clock's row comes by a restore or a replication that fires no ordinary trigger.
alter table saint.clock enable always trigger follow_clock;
-- What sql/today.sql and sql/midnight_passed.sql say before: as the clock's row says.
update saint.clock set zone = zone;

