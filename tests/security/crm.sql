create table crm.company (company_id integer primary key, name text not null);
create table crm.activity (
    activity_id integer primary key generated always as identity,
    company_id integer references crm.company,
    direction text not null,
    on_date date not null
);
create index on crm.activity (company_id);
insert into crm.company values (1, 'Fjord Shipping'), (2, 'Polder Dairy'), (3, 'Nobody');
insert into crm.activity (company_id, direction, on_date) values
    (1, 'outgoing', '2026-05-20'), (1, 'outgoing', '2026-05-25'), (2, 'incoming', '2026-05-30');
grant usage on schema crm to saint_site_writer;
grant select, insert, update, delete on crm.company, crm.activity to saint_site_writer;
