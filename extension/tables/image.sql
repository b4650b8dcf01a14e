create table saint.image (
    image text primary key,
    media_type text not null,
    content bytea not null
);
select pg_catalog.pg_extension_config_dump('saint.image', '');
comment on table saint.image is 'The images of statuses, each once however many statuses show it';
comment on column saint.image.media_type is 'image/svg+xml, image/png and so on';
comment on column saint.image.content is 'The image';
comment on column saint.image.image is 'SHA-256 of the content';
