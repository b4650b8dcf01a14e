create schema crm;

create table crm.users (user_id integer primary key, full_name text not null);
create table crm.company (
    company_id integer primary key,
    name text not null,
    category text not null default 'Customer',
    owner_id integer references crm.users,
    phone text,
    email text
);
create table crm.project (
    project_id uuid primary key,
    company_id integer references crm.company,
    name text not null,
    manager_id integer references crm.users,
    ends_on date
);
create index on crm.project (company_id);
create table crm.activity_type (type text primary key);
create table crm.activity (
    activity_id bigint primary key generated always as identity,
    company_id integer references crm.company,
    project_id uuid references crm.project,
    type text not null references crm.activity_type,
    direction text not null default 'outgoing' check (direction in ('incoming', 'outgoing')),
    subject text,
    starts_at timestamptz not null,
    user_id integer references crm.users
);
create index on crm.activity (company_id);
create index on crm.activity (project_id);

create table crm.task_kind (kind_id integer primary key, name text not null unique);
create table crm.task (
    task_id uuid primary key default gen_random_uuid(),
    company_id integer,
    kind_id integer not null,
    what varchar(12),
    due_on date not null
);
create index on crm.task (company_id);

insert into crm.users values (1, 'Linnea Hauge'), (2, 'Anouk Bos');
insert into crm.company (company_id, name, owner_id, phone, email) values
    (1, 'Polder Dairy', 1, '+31 20 1', 'info@polder.nl'),
    (2, 'Fjord & <Sons>', 2, null, 'post@fjord.no'),
    (3, 'Nobody''s', null, null, null);
insert into crm.company (company_id, name, category) values (4, 'Harbour Café', 'Lead');
insert into crm.project values
    ('00000000-0000-0000-0000-000000000001', 1, 'New barn', 2, '2026-05-01'),
    ('00000000-0000-0000-0000-000000000002', null, 'Nobody''s barn', null, null);
insert into crm.task_kind values (1, 'check'), (2, 'chase');
insert into crm.activity_type values ('phone'), ('visit');
insert into crm.activity (company_id, type, starts_at) values (1, 'visit', '2026-01-15 12:00+01');
