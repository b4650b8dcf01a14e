\echo Use "alter extension pg_saint update" to load this file. \quit

-- Made again with their functions.
drop trigger clock_replace on saint.clock;
drop trigger follow_clock on saint.clock;
drop trigger announce on saint.announcement;

alter table saint.clock add primary key (zone);
alter table saint.definition add column owner text;
alter table saint.entity add column place integer not null default 0;
alter table saint.compiled alter column drop_sql set default '';
alter table saint.calculation
    add column of_monitor text, add column controls jsonb, add column for_user text, add column seen_by text[];
alter table saint.status_change set (vacuum_truncate = false);
alter table saint.selection_entry drop constraint selection_entry_selection_fkey;

-- Views come into schema saint by saint.publish().
revoke create on schema saint from saint_admin;

-- What the views show is read with their owner's rights.
revoke select
    on saint.counter, saint.retention, saint.selection_entry, saint.selection_refresh, saint.status_change
    from saint_reader;

-- They give more columns and take another parameter.
drop function saint.chronology(text, text, text, integer);
drop function saint.happened(text, text, timestamptz, text, integer);
drop function saint.status_dialog(text, text, text, text[], boolean);
drop function saint.status_dialogs(text, text[], text, text[], boolean);
drop function saint.create_follow_up(text, text, text, text, text, integer, text);
drop function saint.create_follow_ups(text, text, text, text, text, integer, text);
drop function saint.recalculate(text);
