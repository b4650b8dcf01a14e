-- An entity as the compiler would make it, as small as the extension's functions and the worker need.
create schema saint_data;
grant usage on schema saint_data to saint_reader;
create table saint_data.thing (id integer);
insert into saint.compiled (name, kind, place, fingerprint) values ('saint_data.thing', 'table', 1, '');
grant select on saint_data.thing to saint_admin;
create table saint_data.thing_via (hop text);
create table saint_data.thing_left (n integer);
insert into saint.entity (entity, key_type) values ('thing', 'integer');
insert into saint.status (status, entity, titles, descriptions, criteria, rank, visual, enabled)
values ('lost', 'thing', '{}', '{}', '["x > 1"]', 1, false, true);

create function saint_data.thing_tick(batch integer) returns bigint
language plpgsql as $$
declare
    done bigint;
begin
    with taken as (
        delete from saint_data.thing_left where n in (select n from saint_data.thing_left limit batch) returning n
    )
    select count(*) into done from taken;
    if done > 0 then
        perform pg_notify('thing_ticked', done::text);
    end if;
    return done;
end
$$;

create function saint_data.thing_check() returns table (id text, "column" text, stored text, truth text)
language sql as $$ values ('7', 'x', '1', '2') $$;

create function saint_data.thing_explain(status text, id text)
returns table (criterion text, value text, met boolean, changes_on date)
language sql as $$ values ('x > 1', status || id, true, '2026-05-01'::date) $$;
