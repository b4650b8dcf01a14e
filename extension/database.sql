-- Only where pg_saint is no extension: its version, and what belongs to it.
create table saint.installation (
    version text not null,
    members text[] not null
);
comment on table saint.installation is
    'Where pg_saint is not an extension: its version, and what belongs to it; exactly one row';
comment on column saint.installation.version is 'The version of saint install --database';
comment on column saint.installation.members is 'The kind and the name of each table, view and function';
create unique index installation_one_row on saint.installation ((true));
grant select on saint.installation to public;
