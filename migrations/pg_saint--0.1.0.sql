\echo Use "create extension pg_saint" to load this file. \quit

-- Roles belong to the whole cluster: the second database finds it there, two at once may race for it.
do $$
begin
    create role saint_reader nologin;
    comment on role saint_reader is 'pg_saint: reads statuses, counters and their explanation';
exception
    when duplicate_object or unique_violation then
        null;
end
$$;

-- Roles belong to the whole cluster: the second database finds it there, two at once may race for it.
do $$
begin
    create role saint_revenue nologin;
    comment on role saint_revenue is 'pg_saint: sees revenue in attention monitors';
exception
    when duplicate_object or unique_violation then
        null;
end
$$;

-- Roles belong to the whole cluster: the second database finds it there, two at once may race for it.
do $$
begin
    create role saint_admin nologin;
    comment on role saint_admin is 'pg_saint: defines and applies, sets the clock, ticks and checks';
exception
    when duplicate_object or unique_violation then
        null;
end
$$;

create schema saint;
comment on schema saint is 'pg_saint: what users read and call';

create table saint.clock (
    zone text not null default 'UTC'
        -- An unknown zone would make every read fail: it fails here.
        check ((now() at time zone zone) is not null),
    pinned date check (isfinite(pinned))
);
select pg_catalog.pg_extension_config_dump('saint.clock', '');
comment on table saint.clock is 'The time zone of today, and the date it is pinned at; exactly one row';
comment on column saint.clock.pinned is 'NULL: today is the date now in the zone';

create unique index clock_one_row on saint.clock ((true));

-- A restored dump brings its own row: the one that create extension made gives way to it.
create function saint.clock_replace() returns trigger
language plpgsql
as $$
begin
    delete from saint.clock;
    return new;
end
$$;
comment on function saint.clock_replace() is 'Keeps saint.clock at one row when a dump is restored';

create trigger clock_replace before insert on saint.clock
    for each row execute function saint.clock_replace();

insert into saint.clock (zone) values ('UTC');

create table saint.definition (
    file text primary key,
    content text not null,
    applied_at timestamptz not null default now(),
    applied_by text not null default session_user
);
select pg_catalog.pg_extension_config_dump('saint.definition', '');
comment on table saint.definition is 'The YAML files in force, as they were applied';

create table saint.compiled (
    name text primary key,
    kind text not null,
    place integer not null,
    fingerprint text not null,
    drop_sql text not null
);
select pg_catalog.pg_extension_config_dump('saint.compiled', '');
comment on table saint.compiled is 'Every object that the compiler made';
comment on column saint.compiled.place is 'Order of creation; dropped in reverse';
comment on column saint.compiled.fingerprint is 'Of what the object was made from: unchanged means nothing to do';

create table saint.entity (
    entity text primary key,
    key_type text not null,
    generation integer not null default 1,
    stored integer not null default 1,
    schema text
);
select pg_catalog.pg_extension_config_dump('saint.entity', '');
comment on table saint.entity is 'The entities in force (company, person, …) and the type of their keys';
comment on column saint.entity.generation is 'Rows of this generation hold all that the definition asks';
comment on column saint.entity.stored is 'The generation of rows that are stored now';
comment on column saint.entity.schema is 'Where its tables are, if the definition covers several schemas';

create table saint.computed (
    entity text,
    kind text check (kind in ('records', 'column', 'status', 'gone')),
    name text,
    meaning text not null,
    settled boolean not null,
    primary key (entity, kind, name)
);
select pg_catalog.pg_extension_config_dump('saint.computed', '');
comment on table saint.computed is 'What the stored rows of an entity hold, and what it was computed from';
comment on column saint.computed.kind is 'records: which rows there are; gone: a status that rows may still hold';
comment on column saint.computed.meaning is 'Fingerprint of the mapping and the expressions behind it';
comment on column saint.computed.settled is
    'False: right only in rows of the entity''s generation, while an online apply fills them';
create table saint.language (
    language text primary key,
    place integer not null
);
select pg_catalog.pg_extension_config_dump('saint.language', '');
comment on table saint.language is 'The languages of names and texts; the one with the lowest place is the default';
create table saint.image (
    image text primary key,
    media_type text not null,
    content bytea not null
);
select pg_catalog.pg_extension_config_dump('saint.image', '');
comment on table saint.image is 'The images of statuses, each once however many statuses show it';
comment on column saint.image.image is 'SHA-256 of the content';
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

create table saint.status_change (
    id text not null,
    entity text not null,
    status text not null,
    active boolean not null,
    changed_at timestamptz not null,
    change bigint generated always as identity,
    primary key (id, entity, status, change)
);
select pg_catalog.pg_extension_config_dump('saint.status_change', '');
select pg_catalog.pg_extension_config_dump('saint.status_change_change_seq', '');
comment on table saint.status_change is 'The stored history: one row per flip of a status on a record';

-- Rows live until their transaction commits: nothing of it needs to outlive a crash.
create unlogged table saint.announcement (
    transaction xid8 not null default pg_catalog.pg_current_xact_id(),
    flip bigint generated always as identity,
    entity text not null,
    status text not null,
    active boolean not null,
    ids text[] not null,
    primary key (transaction, flip)
);
comment on table saint.announcement is 'Flips to be announced when their transaction commits; empty for everybody else';

create table saint.last_tick (
    entity text primary key,
    finished_at timestamptz not null,
    recomputed bigint not null
);
select pg_catalog.pg_extension_config_dump('saint.last_tick', '');
comment on table saint.last_tick is 'When a tick last left nothing to do for an entity, and how many records that took';


create table saint.partitioned (
    table_name text,
    parent text,
    known bigint not null,
    primary key (table_name, parent)
);
comment on table saint.partitioned is
    'The partitions that the stored rows know of. In no dump, since they are others there: the first tick looks anew';
comment on column saint.partitioned.table_name is 'A mapped table, as to_regclass reads it';
comment on column saint.partitioned.parent is 'The table itself, or one of its partitions that has partitions';
comment on column saint.partitioned.known is 'saint.partitions_now(parent) when all of them had been followed';
create table saint.retention (
    what text primary key,
    days integer not null check (days > 0),
    pruned_on date
);
select pg_catalog.pg_extension_config_dump('saint.retention', '');
comment on table saint.retention is 'For how many days something is kept: status_history; what is not named is kept for ever';

create table saint.counter (
    counter text not null,
    entity text not null,
    value text not null,
    type text not null,
    standard text,
    primary key (counter, entity)
);
select pg_catalog.pg_extension_config_dump('saint.counter', '');
comment on table saint.counter is 'The counters in force';
comment on column saint.counter.value is 'As the user wrote it';
comment on column saint.counter.standard is 'The source or set of which it is a standard counter';


create table saint.mapped_column (
    table_name text,
    column_name text,
    type text not null,
    position smallint not null,
    primary key (table_name, column_name)
);
comment on table saint.mapped_column is
    'The columns that triggers read, as the last apply found them. In no dump: a restored table has other positions';
create table saint.selection (
    selection text primary key,
    entity text not null,
    kind text not null check (kind in ('dynamic', 'materialized', 'static')),
    titles jsonb not null default '{}',
    criteria jsonb not null default '[]',
    columns jsonb not null default '[]',
    max_age interval,
    declared boolean not null default false
);
select pg_catalog.pg_extension_config_dump('saint.selection', '');
comment on table saint.selection is 'The selections: those of the definitions in force, and static ones that people made';
comment on column saint.selection.criteria is 'List of the criteria as the user wrote them; all must hold';
comment on column saint.selection.columns is 'What is shown beside the id';
comment on column saint.selection.max_age is 'Of a materialized one: when it is older, the tick refreshes it';
comment on column saint.selection.declared is 'Whether the definitions in force name it';

create table saint.selection_entry (
    id text not null,
    selection text not null references saint.selection on delete cascade,
    added_at timestamptz not null default now(),
    primary key (id, selection)
);
create index selection_entry_selection on saint.selection_entry (selection);
select pg_catalog.pg_extension_config_dump('saint.selection_entry', '');
comment on table saint.selection_entry is
    'Who was added to a static selection; an entry stays while its record is gone from the CRM, and saint.selection_member hides it';

create table saint.selection_refresh (
    selection text primary key,
    refreshed_at timestamptz not null,
    as_of date not null
);
select pg_catalog.pg_extension_config_dump('saint.selection_refresh', '');
comment on table saint.selection_refresh is 'When a materialized selection was last refreshed, and for which today';

create table saint.calculation (
    monitor text primary key,
    entity text not null,
    today date not null,
    calculated_at timestamptz not null,
    duration interval,
    calculated_by text not null,
    relations bigint,
    moments bigint
);
select pg_catalog.pg_extension_config_dump('saint.calculation', '');
comment on table saint.calculation is 'The last calculation of each attention monitor';
comment on column saint.calculation.today is 'The day it was calculated for: days are counted back from it';

-- One expression, so that each query that asks carries it instead of a call: a read of one record costs little more.
-- saint.follow_clock writes it anew whenever the clock changes.
create function saint.today() returns date
language sql stable parallel safe
return (pg_catalog.now() at time zone 'UTC')::pg_catalog.date;
comment on function saint.today() is 'The date in force: pinned, or now in the configured time zone';

-- One expression, so that PostgreSQL puts it in the place of the call. Weeks begin on Monday (ISO 8601).
create function saint.start_of(unit text, day date, number integer) returns date
language sql immutable parallel safe
return case unit
    when 'day' then day + number
    when 'half_year' then (
        pg_catalog.date_trunc('year', day::timestamp + number * interval '6 months')
        + case when extract(month from day::timestamp + number * interval '6 months') > 6
            then interval '6 months' else interval '0' end
    )::date
    else pg_catalog.date_trunc(unit, day::timestamp + number * (
        case unit
            when 'week' then interval '1 week'
            when 'month' then interval '1 month'
            when 'quarter' then interval '3 months'
            when 'year' then interval '1 year'
        end))::date
end;
comment on function saint.start_of(text, date, integer) is
    'The first day of the day, week, month, quarter, half_year or year that holds a date, so many of them later';
-- A transaction that began before midnight may meet rows that were stored after it.
create function saint.midnight_passed() returns boolean
language sql volatile parallel safe
return (pg_catalog.clock_timestamp() at time zone 'UTC')::pg_catalog.date
    > (pg_catalog.now() at time zone 'UTC')::pg_catalog.date;
comment on function saint.midnight_passed() is 'Whether the day changed since this transaction began';

-- What saint.today() is while the clock is pinned. A session that is inside a transaction would not notice a function
-- that was written anew, but it sees the clock's new row.
create function saint.pinned_today() returns date
language plpgsql stable parallel safe
as $$
begin
    return (
        select coalesce(clock.pinned, (pg_catalog.now() at time zone clock.zone)::date)
        from saint.clock as clock
    );
end
$$;
comment on function saint.pinned_today() is 'The date in force, read from the clock';

create function saint.follow_clock() returns trigger
language plpgsql volatile parallel unsafe security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    today text := case
        when new.pinned is null then format('(now() at time zone %L)::date', new.zone)
        else 'saint.pinned_today()'
    end;
    midnight_passed text := case
        when new.pinned is null then format('(clock_timestamp() at time zone %L)::date > %s', new.zone, today)
        else 'false'
    end;
begin
    execute format(
        'create or replace function saint.today() returns date language sql stable parallel safe return %s', today);
    execute format(
        'create or replace function saint.midnight_passed() returns boolean language sql volatile parallel safe return %s',
        midnight_passed);
    return null;
end
$$;
comment on function saint.follow_clock() is 'Writes saint.today() and saint.midnight_passed() as the clock says';

create trigger follow_clock after insert or update on saint.clock
    for each row execute function saint.follow_clock();
-- Also where the clock's row comes by a restore or a replication that fires no ordinary trigger.
alter table saint.clock enable always trigger follow_clock;


-- Not really immutable: so PostgreSQL asks once, when it plans the statement, and again after an ALTER TABLE.
create function saint.columns_as_mapped(table_name text, columns text[], types text[], held text[]) returns boolean
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select case
            when bool_and(is_as_mapped) then true
            when bool_and(is_as_mapped or is_wider) then null
            else false
        end
        from (
            select
                (
                    t.oid = was.oid
                    or t.typcategory = 'S' and was.typcategory = 'S'
                    or t.typcategory = was.typcategory and t.typcategory in ('N', 'D') and mapped.name <> all (held)
                    -- a variable of ours takes each of its values
                    or (t.typname, was.typname) in (
                        ('int2', 'int4'), ('int2', 'int8'), ('int4', 'int8'),
                        ('int2', 'numeric'), ('int4', 'numeric'), ('int8', 'numeric'), ('float4', 'float8'))
                ) is true as is_as_mapped,
                (
                    (t.typname, was.typname) in (
                        ('int4', 'int2'), ('int8', 'int2'), ('int8', 'int4'),
                        ('numeric', 'int2'), ('numeric', 'int4'), ('numeric', 'int8'), ('float8', 'float4'))
                ) is true as is_wider
            from unnest(columns, types) as mapped (name, type)
            left join pg_attribute as a
                on a.attrelid = to_regclass(table_name) and a.attname = mapped.name and not a.attisdropped
            left join pg_type as t on t.oid = a.atttypid
            left join pg_type as was on was.oid = to_regtype(mapped.type)
        ) as columns_now
    );
end
$$;
comment on function saint.columns_as_mapped(text, text[], text[], text[]) is
    'Whether a table still has the columns that its trigger function reads, of types that can take their place; NULL '
    'where one of those that are held, in variables or marks, is a wider number now, and its values have to be looked at';

create function saint.values_fit(changed_row jsonb, columns text[], types text[]) returns boolean
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
    select coalesce(bool_and(v.value = trunc(v.value) and v.value between l.least and l.greatest), true)
    from unnest(columns, types) as held (name, type)
    -- a real holds whole numbers of so many bits exactly
    join (values
        ('smallint', -32768, 32767), ('integer', -2147483648, 2147483647),
        ('bigint', -9223372036854775808, 9223372036854775807), ('real', -16777216, 16777216)
    ) as l (type, least, greatest) on l.type = held.type
    cross join lateral (select (changed_row ->> held.name)::numeric) as v (value)
$$;
comment on function saint.values_fit(jsonb, text[], text[]) is
    'Whether the numbers of a changed row, in columns that are of a wider type now, are such as the mapped types hold';

create function saint.mark_stale(entities text[]) returns void
language plpgsql volatile parallel unsafe
as $$
declare
    entity text;
begin
    foreach entity in array entities loop
        execute pg_catalog.format('insert into saint_data.%I (hop) values (%L)', entity || '_via', 'all');
    end loop;
end
$$;
comment on function saint.mark_stale(text[]) is 'Marks every record of these entities as to be recomputed';

create function saint.mark_all_stale() returns void
language plpgsql volatile parallel unsafe
as $$
begin
    perform saint.mark_stale(array(select e.entity from saint.entity as e order by e.entity));
end
$$;
comment on function saint.mark_all_stale() is 'Marks every record of every entity as to be recomputed';

create function saint.partitions_now(parent regclass) returns bigint
language plpgsql stable parallel safe
as $$
begin
    return (
        -- xmin: a partition that was detached and attached again may hold other rows
        select coalesce(pg_catalog.bit_xor(pg_catalog.hash_record_extended(row (i.inhrelid, i.xmin), 0)), 0)
        from pg_catalog.pg_inherits as i
        where i.inhparent = parent
    );
end
$$;
comment on function saint.partitions_now(regclass) is 'A hash of the partitions that a table has now';

create function saint.partitions(table_name text) returns setof regclass
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
    return query
    with recursive tree (member) as (
        select to_regclass(partitions.table_name)
        union all
        select i.inhrelid::regclass
        from tree
        join pg_inherits as i on i.inhparent = tree.member
        -- one that is being detached concurrently is out
        where not i.inhdetachpending
    )
    select tree.member from tree where tree.member is not null;
end
$$;
comment on function saint.partitions(text) is 'A mapped table and all its partitions, on every level';

-- Asked once in each query over a partitioned table. NULL, no row: nobody has followed them here yet.
create function saint.partitions_changed(table_name text) returns boolean
language plpgsql stable parallel safe
as $$
begin
    return coalesce(
        (
            select pg_catalog.bool_or(p.known is distinct from saint.partitions_now(pg_catalog.to_regclass(p.parent)))
            from saint.partitioned as p
            where p.table_name = partitions_changed.table_name
        ),
        true
    );
end
$$;
comment on function saint.partitions_changed(text) is
    'Whether a mapped table has other partitions than its stored rows know of';

create function saint.partitions_remember(table_name text) returns void
language plpgsql volatile parallel unsafe set search_path = pg_catalog, pg_temp
as $$
begin
    delete from saint.partitioned as p where p.table_name = partitions_remember.table_name;
    insert into saint.partitioned (table_name, parent, known)
    select partitions_remember.table_name, t.member::text, saint.partitions_now(t.member)
    from saint.partitions(partitions_remember.table_name) as t (member)
    join pg_class as c on c.oid = t.member
    where c.relkind = 'p';
end
$$;
comment on function saint.partitions_remember(text) is 'Notes that the stored rows know of the partitions that a table has now';

-- functions: the trigger functions of the table; triggers: their four statements, with %s in the place of the table. entities: those whose records depend on the table.
create function saint.follow_partitions_of(
    table_name text, functions regprocedure[], triggers text[], entities text[]
) returns boolean
language plpgsql volatile parallel unsafe set search_path = pg_catalog, pg_temp
as $$
declare
    difference bigint := (select bit_xor(p.known) from saint.partitioned as p where p.table_name = $1);
    locked boolean := false;
    gone record;
    partition regclass;
    command text;
begin
    -- Two ticks at once: one of them is enough.
    lock table saint.partitioned in share row exclusive mode nowait;
    if to_regclass(table_name) is null then
        return false;
    end if;
    -- Before anything else: what is attached while this runs is then found by the next tick.
    perform saint.partitions_remember(table_name);
    difference := difference # (select bit_xor(p.known) from saint.partitioned as p where p.table_name = $1);

    for gone in
        select t.tgname as trigger, t.tgrelid::regclass as partition
        from pg_trigger as t
        where t.tgfoid = any (functions)
            and t.tgrelid not in (select p.member from saint.partitions(table_name) as p (member))
    loop
        execute format('drop trigger %I on %s', gone.trigger, gone.partition);
        locked := true;
    end loop;

    for partition in
        select p.member from saint.partitions(table_name) as p (member)
        where (select count(*) from pg_trigger as t where t.tgrelid = p.member and t.tgfoid = any (functions)) < 4
    loop
        foreach command in array triggers loop
            execute format(command, partition);
        end loop;
        locked := true;
        -- A table that never held a row concerns no record; what comes into it from now on fires triggers.
        difference := difference # (
            select hash_record_extended(row (i.inhrelid, i.xmin), 0)
            from pg_inherits as i
            join pg_class as c on c.oid = i.inhrelid
            where c.oid = partition
                and (c.relkind = 'p' or pg_relation_size(c.oid) = 0 and c.relfilenode = c.oid)
        );
    end loop;

    -- NULL: a partition came that held rows, or nothing was known.
    if difference is distinct from 0 then
        perform saint.mark_stale(entities);
    end if;
    return locked;
end
$$;
comment on function saint.follow_partitions_of(text, regprocedure[], text[], text[]) is
    'Puts the triggers of a mapped table on its new partitions, takes them off detached ones, and marks the records stale';

-- With the rights of whoever applied the definition, whose function saint_data.follow_partitions() is.
create function saint.follow_partitions() returns boolean
language plpgsql volatile parallel unsafe
as $$
declare
    followed boolean;
begin
    if pg_catalog.pg_is_in_recovery() or pg_catalog.to_regprocedure('saint_data.follow_partitions()') is null then
        return false;
    end if;
    execute 'select saint_data.follow_partitions()' into followed;
    return followed;
end
$$;
comment on function saint.follow_partitions() is
    'Puts the triggers on new partitions and takes them off detached ones; true: that locked tables until the commit';
create function saint.set_today(today date) returns date
language plpgsql volatile parallel unsafe
as $$
declare
    before date := saint.today();
    after date;
begin
    update saint.clock set pinned = set_today.today;
    after := saint.today();
    -- Stored rows know when they change next, not how they were.
    if after < before then
        perform saint.mark_all_stale();
    end if;
    return after;
end
$$;
comment on function saint.set_today(date) is 'Pins today for everybody, NULL unpins; returns the date now in force';

create function saint.find_entity(entity text) returns saint.entity
language plpgsql stable parallel safe
as $$
declare
    found_entity saint.entity;
begin
    select e.* into found_entity from saint.entity as e where e.entity = find_entity.entity;
    if found_entity.entity is null then
        raise exception 'there is no entity %', pg_catalog.quote_nullable(entity)
            using errcode = 'undefined_object',
            hint = coalesce(
                (select 'Known: ' || pg_catalog.string_agg(e.entity, ', ' order by e.entity) || '.'
                 from saint.entity as e),
                'No entity is in force: saint apply FILE.'
            );
    end if;
    return found_entity;
end
$$;
comment on function saint.find_entity(text) is 'An entity in force; an error where there is none of that name';
create function saint.present_entities() returns setof text
language sql stable parallel safe
as $$
    select e.entity
    from saint.entity as e
    where e.schema is null or pg_catalog.to_regnamespace(pg_catalog.quote_ident(e.schema)) is not null
    order by e.entity
$$;
comment on function saint.present_entities() is
    'The entities in force, without those of a schema that was dropped: saint doctor names it, saint apply takes them away';
create function saint.tick_batch(entity text, batch integer default 1000) returns bigint
language plpgsql volatile parallel unsafe
as $$
declare
    recomputed bigint;
begin
    if pg_catalog.pg_is_in_recovery() then
        return 0;
    end if;
    -- Recomputing needs a snapshot taken after the row was locked; the stricter levels have only one.
    if pg_catalog.current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then
        raise exception 'a tick needs isolation level read committed, this transaction is %',
            pg_catalog.current_setting('transaction_isolation')
            using errcode = 'invalid_transaction_state',
            hint = 'Run it in a transaction of its own: begin isolation level read committed.';
    end if;
    entity := (saint.find_entity(entity)).entity;
    -- A batch runs wholly before a change of the definition, or wholly after it.
    execute pg_catalog.format('select from saint_data.%I limit 0', entity);
    execute pg_catalog.format('select saint_data.%I($1)', entity || '_tick')
        into recomputed using batch;
    return recomputed;
end
$$;
comment on function saint.tick_batch(text, integer) is
    'Recomputes at most one batch of the records of an entity that are due or dirty; 0: nothing is left';

create function saint.tick_finished(entity text, recomputed bigint) returns void
language plpgsql volatile parallel unsafe
as $$
begin
    if pg_catalog.pg_is_in_recovery() then
        return;
    end if;
    -- Only the first tick ever inserts; after that nobody waits for another worker's row.
    if not exists (select from saint.last_tick as l where l.entity = tick_finished.entity) then
        insert into saint.last_tick (entity, finished_at, recomputed)
        values (tick_finished.entity, pg_catalog.clock_timestamp(), tick_finished.recomputed)
        on conflict do nothing;
        return;
    end if;
    perform from saint.last_tick as l where l.entity = tick_finished.entity for no key update skip locked;
    if found then
        update saint.last_tick as l
        set finished_at = pg_catalog.clock_timestamp(), recomputed = tick_finished.recomputed
        where l.entity = tick_finished.entity;
    end if;
end
$$;
comment on function saint.tick_finished(text, bigint) is 'Notes that a tick left nothing to do for an entity';

create function saint.refresh_selections() returns bigint
language plpgsql volatile parallel unsafe
as $$
declare
    selection text;
    refreshed bigint := 0;
begin
    if pg_catalog.pg_is_in_recovery() then
        return 0;
    end if;
    for selection in
        select s.selection
        from saint.selection as s
        where s.kind = 'materialized'
            and s.entity in (select e.entity from saint.present_entities() as e (entity))
            -- an online apply makes it at its end
            and pg_catalog.to_regclass(pg_catalog.format('saint.%I', 'selection_' || s.selection)) is not null
            and not exists (
                select from saint.selection_refresh as r
                where r.selection = s.selection
                    and r.as_of = saint.today()
                    and r.refreshed_at > pg_catalog.now() - s.max_age
            )
        order by s.selection
        -- somebody else is at it: a second refresh would wait for the first, to do the same
        for no key update skip locked
    loop
        execute pg_catalog.format('select saint_data.%I()', 'selection_' || selection || '_refresh');
        refreshed := refreshed + 1;
    end loop;
    return refreshed;
end
$$;
comment on function saint.refresh_selections() is
    'Refreshes the materialized selections that are older than they may be, or of another day; returns how many';

create function saint.prune_history() returns bigint
language plpgsql volatile parallel unsafe
as $$
declare
    -- A date that is pinned in the future is a "what if": it must not cost the history.
    day date := (
        select least(saint.today(), (pg_catalog.now() at time zone clock.zone)::date) from saint.clock as clock
    );
    kept integer;
    before timestamptz;
    pruned bigint;
begin
    if pg_catalog.pg_is_in_recovery() then
        return 0;
    end if;
    -- once a day, and by one worker
    select r.days into kept
    from saint.retention as r
    where r.what = 'status_history' and r.pruned_on is distinct from day
    for no key update skip locked;
    if not found then
        return 0;
    end if;
    before := (select (day - kept)::timestamp at time zone clock.zone from saint.clock as clock);
    -- What lasts into the days that are kept stays, with its begin.
    delete from saint.status_change as h
    where h.changed_at < before
        and (
            not h.active
            or exists (
                select from saint.status_change as l
                where l.id = h.id and l.entity = h.entity and l.status = h.status
                    and l.change > h.change and l.changed_at < before
            )
        );
    get diagnostics pruned = row_count;
    update saint.retention as r set pruned_on = day where r.what = 'status_history';
    return pruned;
end
$$;
comment on function saint.prune_history() is
    'Deletes what is older than saint.retention says from the history of statuses, once a day; returns how many rows';

create view saint.counterdef as
select c.counter, c.entity, c.value, c.type, c.standard from saint.counter as c;
comment on view saint.counterdef is 'Which counters are installed, for an administrator''s screen: each a column of saint.E_counter';


create function saint.tick(batch integer default 1000)
returns table (entity text, recomputed bigint)
language plpgsql volatile parallel unsafe
as $$
declare
    done bigint;
begin
    if pg_catalog.pg_is_in_recovery() then
        return;
    end if;
    -- What it has locked is free again at the commit; the records are the next tick's work.
    if saint.follow_partitions() then
        return;
    end if;
    for entity in select e.entity from saint.present_entities() as e (entity) loop
        recomputed := 0;
        loop
            done := saint.tick_batch(entity, batch);
            exit when done = 0;
            recomputed := recomputed + done;
        end loop;
        perform saint.tick_finished(entity, recomputed);
        return next;
    end loop;
    perform saint.refresh_selections();
    perform saint.prune_history();
end
$$;
comment on function saint.tick(integer) is 'Recomputes every record that is due or dirty; any number may run at once';
create function saint.record_key(entity text, id text) returns text
language plpgsql stable parallel restricted
as $$
declare
    key_type text := (select e.key_type from saint.entity as e where e.entity = record_key.entity);
    key text;
begin
    if key_type is null then
        raise exception 'there is no entity %', pg_catalog.quote_nullable(entity)
            using errcode = 'undefined_object',
            hint = coalesce(
                (select 'Known: ' || pg_catalog.string_agg(e.entity, ', ' order by e.entity) || '.' from saint.entity as e),
                'Nothing is applied yet: saint apply FILE.'
            );
    end if;
    begin
        execute pg_catalog.format(
            'select l.id::text from saint_data.%I($1::%s, saint.today()) as l', entity || '_live', key_type
        ) into key using id;
    exception
        when data_exception then
            -- What is no key of this type is the key of no record.
            key := null;
    end;
    if key is null then
        raise exception 'there is no % with id %', entity, pg_catalog.quote_nullable(id)
            using errcode = 'no_data_found';
    end if;
    return key;
end
$$;
comment on function saint.record_key(text, text) is
    'The id of a record of an entity in its canonical form; fails where there is no such record';

create function saint.source_of(source text)
returns table (kind text, name text, entity text, query text)
language plpgsql stable parallel restricted
as $$
declare
    wanted text := case when source like '%:%' then pg_catalog.split_part(source, ':', 1) end;
    plain text := case when source like '%:%' then pg_catalog.split_part(source, ':', 2) else source end;
    found integer;
begin
    return query
    select s.kind, s.name, s.entity, s.query
    from (
        select 'status', t.status, t.entity,
            pg_catalog.format('select s.id::text from saint.%I as s where s.status = %L', t.entity || '_status', t.status)
        from saint.status as t
        union all
        select 'selection', t.selection, t.entity,
            case
                when t.declared then pg_catalog.format('select s.id::text from saint.%I as s', 'selection_' || t.selection)
                else pg_catalog.format('select m.id from saint.selection_member as m where m.selection = %L', t.selection)
            end
        from saint.selection as t
        union all
        -- its relations, all or those in a band: customers, customers/0
        select 'monitor', c.monitor || coalesce('/' || b.band, ''), c.entity,
            pg_catalog.format(
                'select a.id::text from saint.%I as a where a.band = coalesce(%L, a.band)', 'attention_' || c.monitor, b.band
            )
        from saint.calculation as c
        cross join pg_catalog.unnest(array[null, 0, 1, 2, 3, 4, 5]) as b (band)
    ) as s (kind, name, entity, query)
    where s.name = plain and s.kind = coalesce(wanted, s.kind);
    get diagnostics found = row_count;
    if found = 0 then
        raise exception 'there is no status, selection or monitor %', pg_catalog.quote_nullable(source)
            using errcode = 'undefined_object',
            hint = 'saint.statusdef, saint.selectiondef and saint.attention list them; a band is MONITOR/0 to MONITOR/5.';
    elsif found > 1 then
        raise exception '% names more than one of status, selection and monitor', source
            using errcode = 'ambiguous_alias',
            hint = pg_catalog.format('Write status:%1$s, selection:%1$s or monitor:%1$s.', plain);
    end if;
end
$$;
comment on function saint.source_of(text) is
    'What has this name and holds records: a status, selection or monitor, its entity, and the query for the ids as text';

create function saint.static_selection(name text) returns text
language plpgsql stable parallel restricted
as $$
declare
    found saint.selection;
begin
    select s.* into found from saint.selection as s where s.selection = static_selection.name;
    if found.selection is null then
        raise exception 'there is no selection %', pg_catalog.quote_nullable(name)
            using errcode = 'undefined_object',
            hint = 'select saint.selection_create(name, entity) makes one; saint.selectiondef lists them.';
    end if;
    if found.kind <> 'static' then
        raise exception 'selection % is %: its criteria say who is in it', name, found.kind
            using errcode = 'wrong_object_type',
            hint = 'Add records to a static selection, or change the criteria in the definitions.';
    end if;
    return found.entity;
end
$$;
comment on function saint.static_selection(text) is 'The entity of a static selection; fails where there is none of that name';

-- Late bound: a view on every selection's view would stand in the way of changing them.
create function saint.selection_matches(name text) returns bigint
language plpgsql stable parallel restricted
as $$
declare
    matches bigint;
begin
    -- A materialized one that an online apply makes at its end.
    if exists (select from saint.selection as s where s.selection = name and s.kind = 'materialized')
        and pg_catalog.to_regclass(pg_catalog.format('saint.%I', 'selection_' || name)) is null
    then
        return null;
    end if;
    execute pg_catalog.format(
        'select pg_catalog.count(*) from (%s) as s (id)', (select s.query from saint.source_of('selection:' || name) as s)
    ) into matches;
    return matches;
end
$$;
comment on function saint.selection_matches(text) is 'How many records are in a selection';

create function saint.selection_create(name text, entity text) returns void
language plpgsql volatile parallel unsafe
as $$
begin
    if name is null or name !~ '^[a-z_][a-z0-9_]{0,39}$' then
        raise exception '% can not be the name of a selection', pg_catalog.quote_nullable(name)
            using errcode = 'invalid_name',
            hint = 'Use lower-case letters, digits and _, at most 40, no digit first.';
    end if;
    if not exists (select from saint.entity as e where e.entity = selection_create.entity) then
        raise exception 'there is no entity %', pg_catalog.quote_nullable(entity)
            using errcode = 'undefined_object',
            hint = 'saint.entity lists the entities in force.';
    end if;
    insert into saint.selection (selection, entity, kind)
    values (name, entity, 'static')
    on conflict do nothing;
    if not found then
        raise exception 'selection % is there already', name
            using errcode = 'duplicate_object', hint = 'Choose another name; saint.selectiondef lists them.';
    end if;
end
$$;
comment on function saint.selection_create(text, text) is 'Makes an empty static selection of records of one entity';

create function saint.selection_delete(name text) returns void
language plpgsql volatile parallel unsafe
as $$
begin
    perform saint.static_selection(name);
    delete from saint.selection as s where s.selection = selection_delete.name and not s.declared;
    if not found then
        raise exception 'selection % is one of the definitions in force', name
            using errcode = 'dependent_objects_still_exist',
            hint = 'Take it out of the file and apply that, then delete it.';
    end if;
end
$$;
comment on function saint.selection_delete(text) is 'Deletes a static selection and its entries';

create function saint.selection_add(name text, id text) returns boolean
language plpgsql volatile parallel unsafe
as $$
begin
    insert into saint.selection_entry (id, selection)
    values (saint.record_key(saint.static_selection(name), id), name)
    on conflict do nothing;
    return found;
end
$$;
comment on function saint.selection_add(text, text) is
    'Adds a record to a static selection; false where it was there already';

create function saint.selection_remove(name text, id text) returns boolean
language plpgsql volatile parallel unsafe
as $$
begin
    perform saint.static_selection(name);
    delete from saint.selection_entry as e where e.selection = name and e.id = selection_remove.id;
    return found;
end
$$;
comment on function saint.selection_remove(text, text) is
    'Takes a record out of a static selection, also one that the CRM no longer has; false where it was not in it';

create function saint.selection_add_from(name text, source text) returns bigint
language plpgsql volatile parallel unsafe
as $$
declare
    entity text := saint.static_selection(name);
    found record;
    added bigint;
begin
    select s.* into found from saint.source_of(source) as s;
    if found.entity <> entity then
        raise exception '% is about %, and selection % about %', source, found.entity, name, entity
            using errcode = 'wrong_object_type';
    end if;
    execute pg_catalog.format(
        'insert into saint.selection_entry (id, selection) select s.id, %L from (%s) as s (id) on conflict do nothing',
        name, found.query
    );
    get diagnostics added = row_count;
    return added;
end
$$;
comment on function saint.selection_add_from(text, text) is
    'Adds the records that have a status or are in another selection now; returns how many are new';

create function saint.selection_remove_from(name text, source text) returns bigint
language plpgsql volatile parallel unsafe
as $$
declare
    removed bigint;
begin
    perform saint.static_selection(name);
    execute pg_catalog.format(
        'delete from saint.selection_entry as e where e.selection = %L and e.id in (%s)',
        name, (select s.query from saint.source_of(source) as s)
    );
    get diagnostics removed = row_count;
    return removed;
end
$$;
comment on function saint.selection_remove_from(text, text) is
    'Takes out the records that have a status or are in another selection now; returns how many';

-- Stable: stored rows, dirty marks and the CRM's tables are compared in one snapshot.
create function saint.check()
returns table (entity text, id text, "column" text, stored text, truth text)
language plpgsql stable parallel restricted
as $$
begin
    for entity in select e.entity from saint.present_entities() as e (entity) loop
        return query execute pg_catalog.format(
            'select $1, c.id, c."column", c.stored, c.truth from saint_data.%I() as c', entity || '_check'
        ) using entity;
    end loop;
end
$$;
comment on function saint.check() is 'Differences between the stored rows and the truth, for rows that claim to be valid';

create function saint.find_status(status text) returns saint.status
language plpgsql stable parallel safe
as $$
declare
    found_status saint.status;
begin
    select s.* into found_status from saint.status as s where s.status = find_status.status;
    if found_status.status is null then
        raise exception 'there is no status %', pg_catalog.quote_nullable(status)
            using errcode = 'undefined_object',
            hint = coalesce(
                (select 'Known: ' || pg_catalog.string_agg(s.status, ', ' order by s.status) || '.'
                 from saint.status as s),
                'No status is in force: saint apply FILE.'
            );
    end if;
    return found_status;
end
$$;
comment on function saint.find_status(text) is 'The definition of a status; an error where there is none of that name';
create function saint.explain(status text, id text)
returns table (criterion text, value text, met boolean, changes_on date)
language plpgsql stable parallel restricted
as $$
declare
    entity text := (saint.find_status(status)).entity;
begin
    return query execute pg_catalog.format(
        'select e.criterion, e.value, e.met, e.changes_on from saint_data.%I($1, $2) as e', entity || '_explain'
    ) using status, id;
end
$$;
comment on function saint.explain(text, text) is
    'Each criterion of a status for one record: its value, whether it is met, when that changes by itself';
create function saint.in_language(texts jsonb, language text) returns text
language plpgsql stable parallel safe
as $$
begin
    return coalesce(
        texts ->> language,
        -- nb-NO or nb_NO where there is a text in nb
        texts ->> pg_catalog.substring(language, '^[A-Za-z]+'),
        (select texts ->> l.language from saint.language as l where texts ? l.language order by l.place limit 1)
    );
end
$$;
comment on function saint.in_language(jsonb, text) is
    'The text in the language asked for; else in the first of saint.language that it exists in';
-- Nothing in here talks to the database: a text and its values go in, a text comes out.
create function saint.render(
    template text, variables jsonb, html boolean default false, otherwise text default ''
) returns text
language plpython3u immutable parallel safe
set search_path = pg_catalog, pg_temp
as $python$
if "module" not in SD:
    module = {}
    exec(r'''
"""Texts with variables, such as ``<name> has not heard from us[, nor from <cont>].``

``<field>`` and ``<days since field>`` are values, ``<field|words>`` the words where there is none. ``[ … ]`` is left
out as a whole where a value in it is missing, and so are parentheses around a missing value, with the space before
them. Elsewhere a missing value takes its sentence along: no text has a hole. ``<<``, ``[[`` and ``]]`` are ``<``, ``[``
and ``]``. A value is never read as a text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape

TOKEN = re.compile(
    r"(?P<literal><<|\[\[|\]\])"
    r"|<(?P<name>(?:days (?:since|until) )?[A-Za-z_][\w.]*[?#]?)(?:\|(?P<words>[^<>]*))?>"
    r"|(?P<unclosed><(?=[A-Za-z_]))"
    r"|(?P<bracket>[\[\]()])"
    r"|(?P<end>[.!?…]+(?:\s+|$))"
)
BRACKETS = {")": "(", "]": "["}


class Part:
    """What a text consists of."""


@dataclass(frozen=True)
class Text(Part):
    text: str
    ends_sentence: bool = False


@dataclass(frozen=True)
class Variable(Part):
    """`words` stand in for a missing value."""

    name: str
    words: str | None = None


@dataclass(frozen=True)
class Group(Part):
    """A part in square brackets or in parentheses; only the latter are shown."""

    bracket: str
    parts: tuple[Part, ...]


Values = Mapping[str, object]


def render(template: str, values: Values, html: bool = False, otherwise: str = "") -> str:
    """The template with its values; `otherwise` where nothing of it is left.

    `html`: all of it, the template and the values, as text that can be put into a page. Raises ValueError for a
    template that can not be read.
    """
    write: Callable[[str], str] = escape if html else str
    sentences = (_written(sentence, values, write) for sentence in _sentences(_parsed(template)))
    return "".join(sentence or "" for sentence in sentences).strip() or write(otherwise)


def variables(template: str) -> list[str]:
    """The names of the values in the template, each once. Raises ValueError as render()."""
    return list(dict.fromkeys(_names(_parsed(template))))


def _names(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Variable):
            yield part.name
        elif isinstance(part, Group):
            yield from _names(part.parts)


@lru_cache(maxsize=256)
def _parsed(template: str) -> tuple[Part, ...]:
    # Each open group: its bracket and the parts so far; the first is the whole text.
    stack: list[tuple[str, list[Part]]] = [("", [])]
    at = 0
    for match in TOKEN.finditer(template):
        if match.start() > at:
            stack[-1][1].append(Text(template[at : match.start()]))
        at = match.end()
        if match["unclosed"]:
            raise ValueError(f"< without > in {template[match.start() : match.start() + 20]!r}")
        if match["literal"]:
            stack[-1][1].append(Text(match["literal"][0]))
        elif match["name"]:
            stack[-1][1].append(Variable(match["name"], match["words"]))
        elif match["end"]:
            stack[-1][1].append(Text(match["end"], ends_sentence=True))
        else:
            _bracket(match["bracket"], stack)
    stack[-1][1].append(Text(template[at:]))
    _no_parenthesis(stack)
    if len(stack) > 1:
        raise ValueError("[ without ]")
    return tuple(stack[0][1])


def _bracket(bracket: str, stack: list[tuple[str, list[Part]]]) -> None:
    if bracket in "([":
        stack.append((bracket, []))
        return
    if bracket == "]":
        _no_parenthesis(stack)
    if stack[-1][0] == BRACKETS[bracket]:
        opened, parts = stack.pop()
        stack[-1][1].append(Group(opened, tuple(parts)))
    elif bracket == ")":
        stack[-1][1].append(Text(bracket))
    else:
        raise ValueError("] without [")


def _no_parenthesis(stack: list[tuple[str, list[Part]]]) -> None:
    """A parenthesis that is never closed is a character like others."""
    while stack[-1][0] == "(":
        opened, parts = stack.pop()
        stack[-1][1].extend([Text(opened), *parts])


def _sentences(parts: tuple[Part, ...]) -> Iterator[list[Part]]:
    sentence: list[Part] = []
    for part in parts:
        sentence.append(part)
        if isinstance(part, Text) and part.ends_sentence:
            yield sentence
            sentence = []
    yield sentence


def _written(parts: Iterable[Part], values: Values, write: Callable[[str], str]) -> str | None:
    """None where a value is missing that no group within holds."""
    written: list[str] = []
    left_out = False
    for part in parts:
        if isinstance(part, Text):
            text = part.text
            # "by phone (<cpho>) or" has two spaces where the group was.
            if left_out and text[:1] in (*" .,;:!?…)", ""):
                written = ["".join(written).removesuffix(" ")]
                text = text if written[0] else text.lstrip()
            written.append(write(text))
            left_out = False
        elif isinstance(part, Variable):
            value = _value(values.get(part.name)) or part.words
            if value is None:
                return None
            written.append(write(value))
            left_out = False
        elif isinstance(part, Group):
            inside = _written(part.parts, values, write)
            if inside is None:
                left_out = True
            else:
                written.append(f"({inside})" if part.bracket == "(" else inside)
                left_out = False
    return "".join(written)


def _value(value: object) -> str:
    """Nothing but spaces is no value."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if text.strip() else ""
'''.replace("\n\t", "\n"), module)
    SD["module"] = module
if template is None:
    return None
try:
    return SD["module"]["render"](template, SD["module"]["json"].loads(variables or "{}"), html, otherwise or "")
except ValueError as error:
    plpy.error(str(error), sqlstate="22023", hint="docs/texts.md says how a text is written.")
$python$;
comment on function saint.render(text, jsonb, boolean, text) is
    'A text with its variables filled in; `otherwise` where nothing of it is left; html: safe to put into a page';
create function saint.describe(status text, id text, language text default null, html boolean default false)
returns text
language plpgsql stable parallel restricted
as $$
declare
    described saint.status := saint.find_status(status);
    variables jsonb;
begin
    execute pg_catalog.format('select v.variables from saint_data.%I(array[$1]) as v', described.entity || '_texts')
        into variables using id;
    if variables is null then
        return null;
    end if;
    return saint.render(
        coalesce(saint.in_language(described.descriptions, language), ''),
        variables,
        html,
        saint.in_language(described.titles, language)
    );
end
$$;
comment on function saint.describe(text, text, text, boolean) is
    'The description of a status for one record, its variables filled in; NULL where there is no such record';
create function saint.describe_all(status text, language text default null, html boolean default false)
returns table (id text, description text)
language plpgsql stable parallel restricted
as $$
declare
    described saint.status := saint.find_status(status);
begin
    return query execute pg_catalog.format(
        'select v.id, saint.render($1, v.variables, $2, $3)
         from saint_data.%I((select array_agg(s.id::text) from saint.%I as s where s.status = $4)) as v',
        described.entity || '_texts',
        described.entity || '_status'
    ) using
        coalesce(saint.in_language(described.descriptions, language), ''),
        html,
        saint.in_language(described.titles, language),
        status;
end
$$;
comment on function saint.describe_all(text, text, boolean) is 'The description of a status for every record that has it';
create function saint.status_dialogs(
    entity text, ids text[], language text default null, groups text[] default null, html boolean default false
) returns table (id text, dialog jsonb)
language plpgsql stable parallel restricted
as $$
begin
    return query execute pg_catalog.format(
        'select d.id, d.dialog from saint_data.%I($1, $2, $3, $4) as d',
        (saint.find_entity(entity)).entity || '_dialogs'
    ) using ids, language, groups, html;
end
$$;
comment on function saint.status_dialogs(text, text[], text, text[], boolean) is
    'The status dialog of many records: one row for each that has a status; groups: of the user, NULL for all';
create function saint.status_dialog(
    entity text, id text, language text default null, groups text[] default null, html boolean default false
) returns jsonb
language plpgsql stable parallel restricted
as $$
begin
    return (select d.dialog from saint.status_dialogs(entity, array[id], language, groups, html) as d);
end
$$;
comment on function saint.status_dialog(text, text, text, text[], boolean) is
    'What a card shows and its dialog tells: the first status of a record, the others, the default follow-up; NULL: none';
create function saint.watermark(entity text, id text, groups text[] default null)
returns table (status text, name text, image bytea, media_type text, image_key text)
language plpgsql stable parallel restricted
as $$
begin
    return query
    select d.dialog ->> 'status', d.dialog ->> 'name', i.content, i.media_type, i.image
    from saint.status_dialogs(entity, array[id], null, groups) as d
    left join saint.image as i on i.image = d.dialog ->> 'image'
    where (d.dialog ->> 'visual')::boolean;
end
$$;
comment on function saint.watermark(text, text, text[]) is
    'The image that a user of these groups sees on a record''s card; no row: none';
create function saint.announce() returns trigger
language plpgsql volatile parallel unsafe security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    -- A notification holds less than 8000 bytes. The ids of one may be twice as long as this: the first one may begin
    -- in the part before.
    room constant integer := 3500;
    payload jsonb;
begin
    -- The first of the transaction's rows tells what all of them come to; for the others nothing is left.
    if not exists (
        select from saint.announcement a where a.transaction = new.transaction and a.flip = new.flip
    ) then
        return null;
    end if;
    for payload in
        with flips as (
            -- Rows before this one are gone, and looking at them again for each row would be quadratic.
            delete from saint.announcement a
            where a.transaction = new.transaction and a.flip >= new.flip
            returning a.flip, a.entity, a.status, a.active, a.ids
        ),
        -- What came and went again is no news.
        changes as (
            select
                f.entity, f.status, u.id,
                sum(case when f.active then 1 else -1 end) > 0 as active,
                max(f.flip) as flip, max(u.place) as place
            from flips f cross join unnest(f.ids) with ordinality u (id, place)
            group by f.entity, f.status, u.id
            having sum(case when f.active then 1 else -1 end) <> 0
        ),
        sized as (
            select c.*, octet_length(to_json(c.id)::text) + 2 as bytes from changes c
        ),
        parts as (
            select
                s.*,
                ((sum(least(s.bytes, room)) over (
                    partition by s.entity, s.status, s.active order by s.flip, s.place, s.id
                ) - 1) / room)::bigint as part
            from sized s
        )
        select jsonb_build_object(
            'entity', p.entity,
            'status', p.status,
            'active', p.active,
            'ids', coalesce(jsonb_agg(p.id order by p.flip, p.place, p.id) filter (where p.bytes <= room), '[]')
        )
        from parts p
        group by p.entity, p.status, p.active, p.part
        order by min(p.flip), p.entity, p.status, p.active, p.part
    loop
        perform pg_notify('saint_status', payload::text);
    end loop;
    return null;
end
$$;
comment on function saint.announce() is
    'Tells who listens to saint_status which records got a status or lost it, once per transaction, at its end';

-- Deferred: only then is it known what the transaction comes to. The table is ours, and no pending event of it is in the
-- way of an ALTER TABLE on the CRM's tables.
create constraint trigger announce after insert on saint.announcement
    deferrable initially deferred
    for each row execute function saint.announce();
-- A tick in a session that fires no ordinary triggers must not leave rows behind.
alter table saint.announcement enable always trigger announce;

-- With the rights and the search_path of whoever calls it: it writes into the CRM's own table, whose policies and
-- triggers are for that user.
create function saint.write_follow_ups(
    status text, ids text[], language text, type text, title text, in_days integer, for_user text
) returns table (id text, key text)
language plpgsql volatile parallel unsafe
as $$
declare
    proposed jsonb := (saint.find_status(status)).follow_up;
begin
    if proposed is null then
        raise exception 'status % has no follow-up', status
            using errcode = 'object_not_in_prerequisite_state',
            hint = 'Write follow_up: in its definition, and apply it.';
    elsif proposed ->> 'written_by' is null then
        raise exception 'source % does not say how a follow-up is written', proposed ->> 'source'
            using errcode = 'object_not_in_prerequisite_state',
            hint = 'Add write: to the source in the definition, and apply it.';
    end if;
    return query execute pg_catalog.format(
        'select w.id, w.key from saint_data.%I($1, $2, $3, $4, $5, $6, $7) as w', proposed ->> 'written_by'
    ) using status, ids, language, type, title, in_days, for_user;
exception
    -- What the CRM's own constraints say of a type or a user that it does not know.
    when foreign_key_violation or check_violation or not_null_violation or data_exception then
        raise exception 'the CRM does not take this follow-up, of type %: %', coalesce(type, proposed ->> 'type'), sqlerrm
            using errcode = sqlstate,
            hint = 'See follow_up: of the status and write: of its source in the definition.';
end
$$;
comment on function saint.write_follow_ups(text, text[], text, text, text, integer, text) is
    'Writes the default follow-up of a status for records into the CRM''s own table; their keys there';
-- Rights and search_path: see write_follow_ups.
create function saint.create_follow_up(
    status text,
    id text,
    language text default null,
    type text default null,
    title text default null,
    in_days integer default null,
    for_user text default null
) returns text
language plpgsql volatile parallel unsafe
as $$
declare
    made text;
begin
    select f.key into made
    from saint.write_follow_ups(status, array[create_follow_up.id], language, type, title, in_days, for_user) as f;
    if made is null then
        raise exception 'there is no % with id %', (saint.find_status(status)).entity, pg_catalog.quote_nullable(id)
            using errcode = 'no_data_found';
    end if;
    return made;
end
$$;
comment on function saint.create_follow_up(text, text, text, text, text, integer, text) is
    'Writes the default follow-up of a status for one record into the CRM''s own table, and returns its key there';
-- Rights and search_path: see write_follow_ups.
create function saint.create_follow_ups(
    name text,
    language text default null,
    status text default null,
    type text default null,
    title text default null,
    in_days integer default null,
    for_user text default null
) returns table (id text, key text)
language plpgsql volatile parallel unsafe
as $$
declare
    source record;
    part record;
begin
    select s.* into source from saint.source_of(name) as s;
    status := coalesce(status, case when source.kind = 'status' then source.name end);
    if status is not null and (saint.find_status(status)).entity <> source.entity then
        raise exception 'status % is about %, and % about %',
            status, (saint.find_status(status)).entity, name, source.entity
            using errcode = 'wrong_object_type';
    end if;
    for part in execute
        case when status is not null then
            pg_catalog.format('select %L as status, pg_catalog.array_agg(s.id) as ids from (%s) as s (id)', status, source.query)
        else
            -- Of a selection: each record's first status that has a follow-up.
            pg_catalog.format(
                'select f.status, pg_catalog.array_agg(f.id) as ids
                 from (
                     select distinct on (s.id) s.id::text as id, s.status
                     from saint.%I as s
                     join saint.status as d on d.status = s.status
                     where d.follow_up is not null and s.id::text in (%s)
                     order by s.id, d.visual desc, d.rank, d.status
                 ) as f
                 group by f.status
                 order by f.status',
                source.entity || '_status', source.query
            )
        end
    loop
        return query
        select f.id, f.key
        from saint.write_follow_ups(part.status, part.ids, language, type, title, in_days, for_user) as f;
    end loop;
end
$$;
comment on function saint.create_follow_ups(text, text, text, text, text, integer, text) is
    'Writes a follow-up for everybody who has a status, or is in a selection, in one transaction; the keys of the new rows';
create function saint.now() returns timestamptz
language plpgsql stable parallel safe
as $$
declare
    clock saint.clock;
begin
    -- A trigger that read the clock could make a serializable transaction fail when an administrator sets it.
    if pg_catalog.current_setting('transaction_isolation') = 'serializable' then
        return pg_catalog.now();
    end if;
    select * into clock from saint.clock;
    if clock.pinned is null then
        return pg_catalog.now();
    end if;
    return (clock.pinned + (pg_catalog.now() at time zone clock.zone)::time) at time zone clock.zone;
end
$$;
comment on function saint.now() is 'The start of the transaction; where today is pinned, its time of day on that date';
-- Inside a security definer function current_user is its owner.
create function saint.caller() returns text
language sql stable parallel restricted
as $$
    select coalesce(
        nullif(pg_catalog.current_setting('role'), 'none'),
        session_user::text
    )
$$;
comment on function saint.caller() is 'The role that called: the one of SET ROLE, or who logged in';
create function saint.contact_bands(totals bigint[], relations bigint[], method text)
returns table (band integer, color text, area text, relations bigint, lowest bigint, highest bigint)
language plpython3u immutable parallel safe rows 6
set search_path = pg_catalog, pg_temp
as $python$
if "module" not in SD:
    module = {}
    exec(r'''
"""The contact view of an attention monitor: six bands from no attention (red) to very much (yellow).

Input is how many relations have each total, so a million relations are as many numbers as they have different
totals. Band 0 is exactly the relations without a moment; the others divide the totals from 1 to the largest.
Only whole numbers are compared: a total on an edge is never on the wrong side of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

METHODS = ("proportional", "quantile")
COLORS = ("red", "dark grey", "light grey", "blue", "green", "yellow")
AREAS = ("little", "little", "little", "average", "much", "much")
GROUPS = 5  # bands of relations that have moments


class ContactBand(NamedTuple):
    """`relations` in it, and the totals that it covers; these are None where no whole number lies in it."""

    band: int
    color: str
    area: str
    relations: int
    lowest: int | None
    highest: int | None


def contact_bands(totals: Sequence[int], relations: Sequence[int], method: str) -> list[ContactBand]:
    """The six bands, in order. `totals` are different from each other, from 0, in any order; `relations[i]` is how
    many relations have `totals[i]`.

    Raises ValueError for an unknown method, a negative total or number, a total given twice.
    """
    if method not in METHODS:
        raise ValueError(f"unknown method {method}: bands are {' or '.join(METHODS)}")
    if len(set(totals)) < len(totals) or min((*totals, *relations), default=0) < 0:
        raise ValueError("each total once, and no number below 0")
    counted = sorted((total, number) for total, number in zip(totals, relations) if number > 0)
    forgotten = sum(number for total, number in counted if total == 0)
    counted = [(total, number) for total, number in counted if total > 0]
    ranges = _proportional(counted) if method == "proportional" else _quantile(counted)
    found = [ContactBand(0, COLORS[0], AREAS[0], forgotten, 0, 0)]
    for band, (lowest, highest) in enumerate(ranges, 1):
        here = sum(number for total, number in counted if lowest <= total <= highest)
        covers = lowest <= highest
        low, high = (lowest, highest) if covers else (None, None)
        found.append(ContactBand(band, COLORS[band], AREAS[band], here, low, high))
    return found


def _proportional(counted: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """With m the largest total, band b holds the totals in ((b - 1) * m / 5, b * m / 5]."""
    most = counted[-1][0] if counted else 0
    return [((band - 1) * most // GROUPS + 1, band * most // GROUPS) for band in range(1, GROUPS + 1)]


def _quantile(counted: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Five groups of as equal size as ties allow: each cut lies between two totals, at the place nearest to its
    fifth. That is: relations with the same total go where the middle one of them belongs."""
    all_relations = sum(number for _, number in counted)
    inside: list[list[int]] = [[] for _ in range(GROUPS)]
    before = 0
    for total, number in counted:
        inside[GROUPS * (2 * before + number) // (2 * all_relations)].append(total)
        before += number
    return [(totals[0], totals[-1]) if totals else (1, 0) for totals in inside]
'''.replace("\n\t", "\n"), module)
    SD["module"] = module
try:
    return SD["module"]["contact_bands"](totals or [], relations or [], method)
except ValueError as error:
    plpy.error(str(error), sqlstate="22023", hint="docs/attention.md says what the methods are.")
$python$;
comment on function saint.contact_bands(bigint[], bigint[], text) is
    'The six bands of the contact view, from how many relations have each total; method: proportional or quantile';
create function saint.sales_bands(totals bigint[], revenues numeric[], moments bigint, revenue numeric)
returns integer[]
language plpython3u immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $python$
if "module" not in SD:
    module = {}
    exec(r'''
"""The sales view of an attention monitor: is the attention in proportion to the revenue?

With A the revenue per moment over all relations of the monitor, a relation with n moments and revenue r has
q = (r / n) / A. The bands are ranges of q. Revenue is compared as whole numbers (a decimal is a ratio of two), so
that a relation exactly on an edge is never on the wrong side of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

COLORS = ("red", "dark grey", "light grey", "blue", "green", "yellow")
AREAS = (
    "possibly insufficient", "possibly insufficient", "average", "average", "possibly too much", "possibly too much"
)  # fmt: skip
# q of a band reaches from the first to the second, in quarters; None: no end.
QUARTERS = ((16, None), (8, 16), (4, 8), (2, 4), (1, 2), (None, 1))


class SalesBand(NamedTuple):
    """A band, and the range of q that it covers, in quarters: 4 is the revenue per moment of all; None: no end."""

    band: int
    color: str
    area: str
    lowest_quarters: int | None
    highest_quarters: int | None


def all_sales_bands() -> list[SalesBand]:
    """The six bands, in order."""
    return [SalesBand(band, COLORS[band], AREAS[band], *QUARTERS[band]) for band in range(len(QUARTERS))]


def no_distribution(moments: int, revenue: Decimal) -> str | None:
    """Why there is no sales distribution; None where there is one. `moments` and `revenue` are the monitor's sums."""
    if not revenue.is_finite():
        return "the revenue is not a number"
    if moments == 0:
        return "there are no moments in the period"
    if revenue == 0:
        return "there is no revenue in the period"
    if revenue < 0:
        return "the revenue in the period is negative"
    return None


def sales_bands(totals: Sequence[int], revenues: Sequence[Decimal], moments: int, revenue: Decimal) -> list[int | None]:
    """The band of each relation, from its total and its revenue; None for one that has neither (excluded), and for
    all where there is no distribution. A relation without moments that only cost (credit notes) is average: it got
    nothing, and nothing was to be had.

    `moments` and `revenue` are the sums over all relations, of which these may be a part.
    """
    if no_distribution(moments, revenue) is not None:
        return [None] * len(totals)
    above, below = revenue.as_integer_ratio()
    return [_band(total, own, above, below * moments) for total, own in zip(totals, revenues)]


def _band(total: int, own: Decimal, above: int, below: int) -> int | None:
    """`above / below` is the revenue per moment of all."""
    if total == 0:
        if own == 0:
            return None
        return 0 if own > 0 else 3
    if own <= 0:
        return 5
    numerator, denominator = own.as_integer_ratio()
    # q = q_above / q_below
    q_above = numerator * below
    q_below = denominator * total * above
    if q_above > q_below:
        if q_above > 4 * q_below:
            return 0
        return 1 if q_above > 2 * q_below else 2
    if 2 * q_above >= q_below:
        return 3
    return 4 if 4 * q_above >= q_below else 5
'''.replace("\n\t", "\n"), module)
    SD["module"] = module
return SD["module"]["sales_bands"](totals, revenues, moments, revenue)
$python$;
comment on function saint.sales_bands(bigint[], numeric[], bigint, numeric) is
    'The band of each relation in the sales view; `moments` and `revenue` are the sums over all relations';
create function saint.sales_distribution(moments bigint, revenue numeric)
returns table (band integer, color text, area text, lowest_quarters integer, highest_quarters integer, reason text)
language plpython3u immutable parallel safe rows 6
set search_path = pg_catalog, pg_temp
as $python$
if "module" not in SD:
    module = {}
    exec(r'''
"""The sales view of an attention monitor: is the attention in proportion to the revenue?

With A the revenue per moment over all relations of the monitor, a relation with n moments and revenue r has
q = (r / n) / A. The bands are ranges of q. Revenue is compared as whole numbers (a decimal is a ratio of two), so
that a relation exactly on an edge is never on the wrong side of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

COLORS = ("red", "dark grey", "light grey", "blue", "green", "yellow")
AREAS = (
    "possibly insufficient", "possibly insufficient", "average", "average", "possibly too much", "possibly too much"
)  # fmt: skip
# q of a band reaches from the first to the second, in quarters; None: no end.
QUARTERS = ((16, None), (8, 16), (4, 8), (2, 4), (1, 2), (None, 1))


class SalesBand(NamedTuple):
    """A band, and the range of q that it covers, in quarters: 4 is the revenue per moment of all; None: no end."""

    band: int
    color: str
    area: str
    lowest_quarters: int | None
    highest_quarters: int | None


def all_sales_bands() -> list[SalesBand]:
    """The six bands, in order."""
    return [SalesBand(band, COLORS[band], AREAS[band], *QUARTERS[band]) for band in range(len(QUARTERS))]


def no_distribution(moments: int, revenue: Decimal) -> str | None:
    """Why there is no sales distribution; None where there is one. `moments` and `revenue` are the monitor's sums."""
    if not revenue.is_finite():
        return "the revenue is not a number"
    if moments == 0:
        return "there are no moments in the period"
    if revenue == 0:
        return "there is no revenue in the period"
    if revenue < 0:
        return "the revenue in the period is negative"
    return None


def sales_bands(totals: Sequence[int], revenues: Sequence[Decimal], moments: int, revenue: Decimal) -> list[int | None]:
    """The band of each relation, from its total and its revenue; None for one that has neither (excluded), and for
    all where there is no distribution. A relation without moments that only cost (credit notes) is average: it got
    nothing, and nothing was to be had.

    `moments` and `revenue` are the sums over all relations, of which these may be a part.
    """
    if no_distribution(moments, revenue) is not None:
        return [None] * len(totals)
    above, below = revenue.as_integer_ratio()
    return [_band(total, own, above, below * moments) for total, own in zip(totals, revenues)]


def _band(total: int, own: Decimal, above: int, below: int) -> int | None:
    """`above / below` is the revenue per moment of all."""
    if total == 0:
        if own == 0:
            return None
        return 0 if own > 0 else 3
    if own <= 0:
        return 5
    numerator, denominator = own.as_integer_ratio()
    # q = q_above / q_below
    q_above = numerator * below
    q_below = denominator * total * above
    if q_above > q_below:
        if q_above > 4 * q_below:
            return 0
        return 1 if q_above > 2 * q_below else 2
    if 2 * q_above >= q_below:
        return 3
    return 4 if 4 * q_above >= q_below else 5
'''.replace("\n\t", "\n"), module)
    SD["module"] = module
reason = SD["module"]["no_distribution"](moments or 0, SD["module"]["Decimal"](revenue or 0))
return [(*band, reason) for band in SD["module"]["all_sales_bands"]()]
$python$;
comment on function saint.sales_distribution(bigint, numeric) is
    'The six bands of the sales view, as quarters of the revenue per moment, or the reason why there is no distribution';
create function saint.percentages(amounts numeric[]) returns numeric[]
language plpython3u immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $python$
if "module" not in SD:
    module = {}
    exec(r'''
"""Percentages with one decimal that add up to 100.0 after rounding, by the largest remainder."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

TENTHS = 1000  # 100.0 %


def percentages(amounts: Sequence[Decimal]) -> list[Decimal]:
    """The percentage of each amount in their sum. Each is rounded down to a tenth, and the tenths that are then left
    go to those that lost most, the first of equals first. An amount may be negative; where the sum is not positive
    there are no shares, and every percentage is 0.0.
    """
    exact = [Fraction(amount) for amount in amounts]
    whole = sum(exact)
    if whole <= 0:
        return [Decimal("0.0")] * len(exact)
    shares = [amount * TENTHS / whole for amount in exact]
    tenths = [share.numerator // share.denominator for share in shares]
    lost = [share % 1 for share in shares]
    by_loss = sorted(range(len(exact)), key=lambda at: (-lost[at], at))
    for at in by_loss[: TENTHS - sum(tenths)]:
        tenths[at] += 1
    return [Decimal(tenth).scaleb(-1) for tenth in tenths]
'''.replace("\n\t", "\n"), module)
    SD["module"] = module
return SD["module"]["percentages"](amounts)
$python$;
comment on function saint.percentages(numeric[]) is
    'The percentage of each amount in their sum, with one decimal, such that they add up to 100.0';
create view saint.attention as
select
    c.monitor as name, c.calculated_at, c.duration, c.calculated_by, c.relations, c.moments
from saint.calculation as c;
comment on view saint.attention is 'One row per attention monitor: when it was last calculated, by whom, how long it took';
create function saint.monitor_entity(monitor text) returns text
language plpgsql stable parallel safe
as $$
declare
    entity text := (select c.entity from saint.calculation as c where c.monitor = monitor_entity.monitor);
begin
    if entity is null then
        raise exception 'there is no monitor %', pg_catalog.quote_nullable(monitor)
            using errcode = 'undefined_object',
            hint = coalesce(
                (select 'Known: ' || pg_catalog.string_agg(c.monitor, ', ' order by c.monitor) || '.'
                 from saint.calculation as c),
                'No monitor is in force: saint apply FILE.'
            );
    end if;
    return entity;
end
$$;
comment on function saint.monitor_entity(text) is 'The entity that an attention monitor is on; an error where there is no such monitor';
create function saint.recalculate(monitor text) returns timestamptz
language plpgsql volatile parallel unsafe
as $$
declare
    calculated_at timestamptz;
begin
    perform saint.monitor_entity(monitor);
    execute pg_catalog.format('select saint_data.%I()', 'attention_' || monitor || '_recalculate') into calculated_at;
    return calculated_at;
end
$$;
comment on function saint.recalculate(text) is
    'Calculates an attention monitor anew, without blocking its readers; returns when that began';
create function saint.attention_function(entity text, word text) returns regproc
language plpgsql stable parallel safe
as $$
declare
    found regproc := pg_catalog.to_regproc(pg_catalog.format('saint_data.%I', entity || '_' || word));
begin
    if found is null then
        raise exception '% has no contact moments that could be asked for', pg_catalog.quote_nullable(entity)
            using errcode = 'undefined_object',
            hint = case word
                when 'happened' then 'Give the entity a field user (who is responsible), and the sources that link to it moment:.'
                else 'Give the sources that link to it moment:, then saint apply FILE.'
            end;
    end if;
    return found;
end
$$;
comment on function saint.attention_function(text, text) is
    'The compiled function of an entity that reads its contact moments; an error where there is none';
create function saint.chronology_bookmark(
    bookmark text, out before timestamptz, out source text, out source_key text, out place bigint
)
language plpgsql stable parallel safe
as $$
begin
    if bookmark is null then
        before := 'infinity';
        source := '~'; -- after every name of a source
        source_key := '';
        place := 0;
        return;
    end if;
    before := bookmark::jsonb ->> 0;
    source := bookmark::jsonb ->> 1;
    source_key := bookmark::jsonb ->> 2;
    place := bookmark::jsonb ->> 3;
    if before is null or source is null or source_key is null or place is null then
        raise invalid_parameter_value;
    end if;
exception
    when data_exception then
        raise exception 'this is no bookmark: %', bookmark
            using errcode = 'invalid_parameter_value', hint = 'Pass the column bookmark of the last row of the page before.';
end
$$;
comment on function saint.chronology_bookmark(text) is 'Where a page of a chronology begins; NULL: with the newest moment';
create function saint.chronology(
    of_entity text, of_id text, after text default null, page integer default 50
)
returns table (
    entity text, id text, kind text, source text, source_key text, occurred_at timestamptz, "user" text, title text,
    counted boolean, bookmark text
)
language plpgsql stable parallel restricted rows 50
as $$
declare
    mark record := saint.chronology_bookmark(after);
begin
    return query execute pg_catalog.format(
        'select $1, m.id::text, m.kind, m.source, m.source_key, m.occurred_at, m."user", m.title, m.counted,'
        ' pg_catalog.json_build_array(m.occurred_at, m.source, m.source_key, m.place)::text'
        ' from %s($2, $3, $4, $5, $6, $7, $8) as m',
        saint.attention_function(of_entity, 'chronology')
    ) using of_entity, of_id, '-infinity'::timestamptz, mark.before, mark.source, mark.source_key, mark.place, page;
end
$$;
comment on function saint.chronology(text, text, text, integer) is
    'Every contact moment of one record, newest first, a page at a time: after the bookmark of the last row seen';
create function saint.happened(
    of_entity text, of_user text, since timestamptz, after text default null, page integer default 50
)
returns table (
    entity text, id text, kind text, source text, source_key text, occurred_at timestamptz, "user" text, title text,
    counted boolean, bookmark text
)
language plpgsql stable parallel restricted rows 50
as $$
declare
    mark record := saint.chronology_bookmark(after);
begin
    return query execute pg_catalog.format(
        'select $1, m.id::text, m.kind, m.source, m.source_key, m.occurred_at, m."user", m.title, m.counted,'
        ' pg_catalog.json_build_array(m.occurred_at, m.source, m.source_key, m.place)::text'
        ' from %s($2, $3, $4, $5, $6, $7, $8) as m',
        saint.attention_function(of_entity, 'happened')
    ) using of_entity, of_user, since, mark.before, mark.source, mark.source_key, mark.place, page;
end
$$;
comment on function saint.happened(text, text, timestamptz, text, integer) is
    'What happened since then to the records for which a user is responsible, newest first, a page at a time';
create function saint.attention_between(
    of_entity text, since date, until date, users text[] default null, of_ids text[] default null,
    method text default 'proportional'
)
returns table (
    id text, color text, code text, name text, total bigint, days integer, band integer,
    history bigint, history_days integer, correspondence bigint, correspondence_days integer,
    sales bigint, sales_days integer, helpdesk bigint, helpdesk_days integer
)
language plpgsql stable parallel restricted
as $$
begin
    if since > until then
        raise exception 'the period ends on %, before it begins on %', until, since
            using errcode = 'invalid_parameter_value', hint = 'Give the earlier date first.';
    end if;
    return query execute pg_catalog.format(
        'select a.id, a.color, a.code, a.name, a.total, a.days, a.band, a.history, a.history_days, a.correspondence,'
        ' a.correspondence_days, a.sales, a.sales_days, a.helpdesk, a.helpdesk_days from %s($1, $2, $3, $4, $5) as a',
        saint.attention_function(of_entity, 'attention_between')
    ) using since, until, users, of_ids, method;
end
$$;
comment on function saint.attention_between(text, date, date, text[], text[], text) is
    'An attention monitor that is not installed: of these records (NULL: all), by these users (NULL: everybody)';
create function saint.attention_relations(of_monitor text, of_band integer)
returns table (
    id text, color text, code text, name text, address text, postal_code text, city text, phone text, email text,
    latitude double precision, longitude double precision, total bigint
)
language plpgsql stable parallel restricted
as $$
declare
    entity text := saint.monitor_entity(of_monitor);
begin
    return query execute pg_catalog.format(
        'select a.id::text, r.color, r.code, r.name, r.address, r.postal_code, r.city, r.phone, r.email, r.latitude,'
        ' r.longitude, a.total'
        ' from saint.%I as a'
        ' left join %s(array(select b.id from saint.%1$I as b where b.band = $1)) as r on r.id = a.id'
        ' where a.band = $1 order by a.total desc, a.id',
        'attention_' || of_monitor, saint.attention_function(entity, 'relations')
    ) using of_band;
end
$$;
comment on function saint.attention_relations(text, integer) is
    'The relations in a band of a monitor''s contact view, with their addresses';
create function saint.attention_sales_relations(of_monitor text, of_band integer)
returns table (
    id text, color text, code text, name text, address text, postal_code text, city text, phone text, email text,
    latitude double precision, longitude double precision, total bigint, revenue numeric
)
language plpgsql stable parallel restricted
as $$
declare
    entity text := saint.monitor_entity(of_monitor);
begin
    return query execute pg_catalog.format(
        'select a.id::text, r.color, r.code, r.name, r.address, r.postal_code, r.city, r.phone, r.email, r.latitude,'
        ' r.longitude, a.total, a.revenue'
        ' from saint.%I as a'
        ' left join %s(array(select b.id from saint.%1$I as b where b.band = $1)) as r on r.id = a.id'
        ' where a.band = $1 order by a.revenue desc, a.id',
        'attention_' || of_monitor || '_sales', saint.attention_function(entity, 'relations')
    ) using of_band;
end
$$;
comment on function saint.attention_sales_relations(text, integer) is
    'The relations in a band of a monitor''s sales view, with their addresses; for saint_revenue';
-- A trusted extension's script runs as superuser; what it made belongs to who asked for it, so that a function
-- never runs with more rights than that, and the owner can restore the catalog tables' rows.
-- Before any grant: what was granted by the first owner would show up in every dump.
do $$
declare
    member record;
begin
    for member in
        select object.type, object.identity
        from pg_catalog.pg_depend as depend
        join pg_catalog.pg_extension as extension on extension.oid = depend.refobjid
        cross join lateral pg_catalog.pg_identify_object(depend.classid, depend.objid, 0) as object
        where depend.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
            and depend.deptype = 'e'
            and extension.extname = 'pg_saint'
            and object.type in ('schema', 'table', 'view', 'function')
    loop
        execute pg_catalog.format('alter %s %s owner to @extowner@', member.type, member.identity);
    end loop;
end
$$;

-- Who may do what, in one place. The compiler grants the same on what it makes.
grant saint_reader, saint_revenue to saint_admin;

grant usage on schema saint to public;
grant create on schema saint to saint_admin;

grant select on saint.clock to public;
grant select
    on saint.entity, saint.language, saint.image, saint.status, saint.status_change, saint.last_tick,
        saint.retention, saint.selection, saint.selection_entry, saint.selection_refresh
    to saint_reader;
grant select, insert, update, delete
    on saint.clock, saint.definition, saint.compiled, saint.entity, saint.computed, saint.language, saint.image,
        saint.status, saint.status_change, saint.last_tick, saint.partitioned, saint.selection, saint.selection_entry,
        saint.selection_refresh, saint.retention
    to saint_admin;

revoke execute on function
    saint.clock_replace(), saint.follow_clock(), saint.mark_all_stale(), saint.set_today(date),
    saint.present_entities(), saint.tick_batch(text, integer), saint.tick_finished(text, bigint), saint.tick(integer),
    saint.check(), saint.explain(text, text), saint.render(text, jsonb, boolean, text)
    from public;
grant execute on function
    saint.mark_all_stale(), saint.set_today(date), saint.present_entities(), saint.tick_batch(text, integer),
    saint.tick_finished(text, bigint), saint.tick(integer), saint.check()
    to saint_admin;
grant execute on function saint.explain(text, text), saint.render(text, jsonb, boolean, text) to saint_reader;

-- Texts, images and dialogs of statuses, and whom they are announced to
grant insert on saint.announcement to saint_admin;
revoke execute on function
    saint.find_entity(text), saint.find_status(text), saint.in_language(jsonb, text),
    saint.describe(text, text, text, boolean), saint.describe_all(text, text, boolean),
    saint.status_dialogs(text, text[], text, text[], boolean), saint.status_dialog(text, text, text, text[], boolean),
    saint.watermark(text, text, text[]),
    saint.write_follow_ups(text, text[], text, text, text, integer, text),
    saint.create_follow_up(text, text, text, text, text, integer, text),
    saint.create_follow_ups(text, text, text, text, text, integer, text),
    saint.announce()
    from public;
grant execute on function
    saint.find_entity(text), saint.find_status(text), saint.in_language(jsonb, text),
    saint.describe(text, text, text, boolean), saint.describe_all(text, text, boolean),
    saint.status_dialogs(text, text[], text, text[], boolean), saint.status_dialog(text, text, text, text[], boolean),
    saint.watermark(text, text, text[]),
    saint.write_follow_ups(text, text[], text, text, text, integer, text),
    saint.create_follow_up(text, text, text, text, text, integer, text),
    saint.create_follow_ups(text, text, text, text, text, integer, text)
    to saint_reader;

-- Called by the trigger functions, with the rights of whoever applied.
revoke execute on function saint.columns_as_mapped(text, text[], text[], text[]) from public;
revoke execute on function saint.values_fit(jsonb, text[], text[]) from public;
grant execute on function saint.columns_as_mapped(text, text[], text[], text[]) to saint_admin;
grant execute on function saint.values_fit(jsonb, text[], text[]) to saint_admin;

-- Partitions: readers ask whether there are others, what is compiled follows them with the rights of whoever applied.
grant select on saint.partitioned to saint_reader;
grant select, insert, update, delete on saint.mapped_column to saint_admin;
revoke execute on function
    saint.mark_stale(text[]), saint.partitions(text), saint.partitions_now(regclass), saint.partitions_changed(text),
    saint.partitions_remember(text), saint.follow_partitions(),
    saint.follow_partitions_of(text, regprocedure[], text[], text[])
    from public;
grant execute on function saint.partitions_now(regclass), saint.partitions_changed(text) to saint_reader;
grant execute on function
    saint.mark_stale(text[]), saint.partitions(text), saint.partitions_remember(text), saint.follow_partitions(),
    saint.follow_partitions_of(text, regprocedure[], text[], text[])
    to saint_admin;

-- Attention monitors
grant select on saint.calculation, saint.attention to saint_reader, saint_revenue;
grant select, insert, update, delete on saint.calculation to saint_admin;
revoke execute on function
    saint.now(), saint.caller(), saint.contact_bands(bigint[], bigint[], text), saint.percentages(numeric[]),
    saint.sales_bands(bigint[], numeric[], bigint, numeric), saint.sales_distribution(bigint, numeric),
    saint.monitor_entity(text), saint.recalculate(text), saint.attention_function(text, text),
    saint.chronology_bookmark(text), saint.chronology(text, text, text, integer),
    saint.happened(text, text, timestamptz, text, integer),
    saint.attention_between(text, date, date, text[], text[], text), saint.attention_relations(text, integer),
    saint.attention_sales_relations(text, integer)
    from public;
grant execute on function
    saint.now(), saint.caller(), saint.contact_bands(bigint[], bigint[], text), saint.percentages(numeric[]),
    saint.monitor_entity(text), saint.recalculate(text), saint.attention_function(text, text),
    saint.chronology_bookmark(text), saint.chronology(text, text, text, integer),
    saint.happened(text, text, timestamptz, text, integer),
    saint.attention_between(text, date, date, text[], text[], text), saint.attention_relations(text, integer)
    to saint_reader, saint_revenue;
grant execute on function
    saint.sales_bands(bigint[], numeric[], bigint, numeric), saint.sales_distribution(bigint, numeric),
    saint.attention_sales_relations(text, integer)
    to saint_revenue;

-- Selections, counters, and how long the history is kept
grant select on saint.counter, saint.counterdef to saint_reader;
grant select, insert, update, delete on saint.counter to saint_admin;
revoke execute on function
    saint.refresh_selections(), saint.prune_history(), saint.record_key(text, text), saint.source_of(text),
    saint.static_selection(text), saint.selection_matches(text), saint.selection_create(text, text),
    saint.selection_delete(text), saint.selection_add(text, text), saint.selection_remove(text, text),
    saint.selection_add_from(text, text), saint.selection_remove_from(text, text)
    from public;
grant execute on function
    saint.refresh_selections(), saint.prune_history(), saint.selection_create(text, text),
    saint.selection_delete(text), saint.selection_add(text, text), saint.selection_remove(text, text),
    saint.selection_add_from(text, text), saint.selection_remove_from(text, text)
    to saint_admin;
grant execute on function
    saint.record_key(text, text), saint.source_of(text), saint.static_selection(text), saint.selection_matches(text)
    to saint_reader;
