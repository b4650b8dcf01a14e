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

