create table saint.failing_tick (
    entity text primary key,
    since timestamptz not null default pg_catalog.clock_timestamp(),
    message text not null
);
comment on table saint.failing_tick is
    'Internal: the entities whose ticks fail, since when, and what the last one said';

