create table saint.selection_entry (
    id text not null,
    -- No foreign key: tools that make classes of tables call what it refers to as the column is called, and fail.
    selection text not null,
    added_at timestamptz not null default now(),
    primary key (id, selection)
);
create index selection_entry_selection on saint.selection_entry (selection);
select pg_catalog.pg_extension_config_dump('saint.selection_entry', '');
comment on table saint.selection_entry is
    'Internal: who was added to a static selection; an entry stays while its record is gone from the CRM, and '
    'saint.selection_member hides it';

