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
    follow_up jsonb,
    groups text[] not null default '{}',
    deleted boolean not null default false,
    notify boolean not null default false,
    meaning text,
    exact_since timestamptz
);
select pg_catalog.pg_extension_config_dump('saint.status', '');
comment on table saint.status is 'The statuses in force';
comment on column saint.status.status is 'The name that the definition gives it';
comment on column saint.status.entity is 'What its records are';
comment on column saint.status.visual is 'Whether it shows an image';
comment on column saint.status.enabled is 'Whether records get it';
comment on column saint.status.follow_up is 'The default follow-up: its source, type, texts by language, days and user';
comment on column saint.status.titles is 'Name by language';
comment on column saint.status.criteria is 'List of the criteria as the user wrote them; all must hold';
comment on column saint.status.descriptions is 'Text with variables by language';
comment on column saint.status.rank is 'Lowest wins the card';
comment on column saint.status.image is 'Of saint.image; none: nothing is shown';
comment on column saint.status.groups is 'The user groups that it concerns; none: everybody';
comment on column saint.status.deleted is 'Kept for its history and its texts; no record has it';
comment on column saint.status.meaning is 'Fingerprint of what it means: unchanged, it stays exact since when it was';
comment on column saint.status.exact_since is 'When the records of this status were first computed as it is defined now';
comment on column saint.status.notify is 'Each flip is announced on the channel saint_status';

