create table saint.status (
    status text primary key,
    entity text not null,
    titles jsonb not null,
    descriptions jsonb not null,
    criteria jsonb not null,
    rank integer not null,
    visual boolean not null,
    enabled boolean not null,
    image text,
    follow_up jsonb
);
select pg_catalog.pg_extension_config_dump('saint.status', '');
comment on table saint.status is 'The statuses in force';
comment on column saint.status.titles is 'Name by language';
comment on column saint.status.criteria is 'List of the criteria as the user wrote them; all must hold';
comment on column saint.status.rank is 'Lowest wins the card';

