create table saint.computed (
    entity text,
    kind text check (kind in ('records', 'column', 'status', 'gone')),
    name text,
    meaning text not null,
    settled boolean not null,
    primary key (entity, kind, name)
);
select pg_catalog.pg_extension_config_dump('saint.computed', '');
comment on table saint.computed is 'Internal: what the stored rows of an entity hold, and what it was computed from';
comment on column saint.computed.kind is 'records: which rows there are; gone: a status that rows may still hold';
comment on column saint.computed.meaning is 'Fingerprint of the mapping and the expressions behind it';
comment on column saint.computed.settled is
    'False: right only in rows of the entity''s generation, while an online apply fills them';
