create table saint.vocabulary_word (
    entity text,
    kind text check (kind in ('field', 'source', 'field of source', 'period')),
    name text,
    place integer not null,
    type text,
    -- the classes of which who sees its values has to be; of those none are kept
    confidential text[] not null default '{}',
    seen jsonb,
    seen_on date,
    primary key (entity, kind, name)
);
comment on table saint.vocabulary_word is
    'Internal: what criteria can be about, and values of it that a worker has seen; saint.vocabulary() shows it';

