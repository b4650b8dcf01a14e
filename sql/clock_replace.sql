-- A restored dump brings its own row: the one that create extension made gives way to it.
create function saint.clock_replace() returns trigger
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    delete from saint.clock;
    return new;
end
$$;
comment on function saint.clock_replace() is 'Internal: keeps saint.clock at one row when a dump is restored';

create trigger clock_replace before insert on saint.clock
    for each row execute function saint.clock_replace();

