create table saint.last_tick (
    entity text primary key,
    finished_at timestamptz not null,
    recomputed bigint not null
);
select pg_catalog.pg_extension_config_dump('saint.last_tick', '');
comment on table saint.last_tick is 'When a tick last left nothing to do for an entity, and how many records that took';
comment on column saint.last_tick.entity is 'The entity';
comment on column saint.last_tick.finished_at is 'When a tick last left nothing to do';
comment on column saint.last_tick.recomputed is 'How many records that tick had recomputed';

