create table saint.clock (
    -- Of one row any column is a key; without one nobody could update it where a publication is for all tables.
    zone text primary key default 'UTC'
        -- An unknown zone would make every read fail: it fails here.
        check ((now() at time zone zone) is not null),
    pinned date check (isfinite(pinned))
);
select pg_catalog.pg_extension_config_dump('saint.clock', '');
comment on table saint.clock is 'The time zone of today, and the date it is pinned at; exactly one row';
comment on column saint.clock.zone is 'The time zone of the definition: in it a day begins';
comment on column saint.clock.pinned is 'NULL: today is the date now in the zone';

create unique index clock_one_row on saint.clock ((true));

insert into saint.clock (zone) values ('UTC');

