
create unlogged table saint.not_crashed (
    table_name text primary key
);
comment on table saint.not_crashed is
    'Internal: the unlogged tables of the CRM that the stored rows were computed from: empty after a crash, as they '
    'are';
