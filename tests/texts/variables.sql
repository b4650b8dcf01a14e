create schema crm;

create table crm.users (user_id integer primary key, full_name text, country text);
create table crm.company (
    company_id bigint primary key,
    name text,
    phone text,
    street text,
    zipcode text,
    city text,
    country text,
    shoe_size integer
);
create table crm.person (
    person_id integer primary key,
    company_id bigint references crm.company,
    first_name text,
    last_name text,
    phone text,
    born_on date,
    member_until timestamptz
);
create index on crm.person (company_id);
create table crm.activity (
    activity_id bigint primary key generated always as identity,
    company_id bigint,
    person_id integer,
    type text,
    subject text,
    starts_at timestamptz not null
);
create index on crm.activity (company_id);
create index on crm.activity (person_id);

insert into crm.users values (3, 'Linnea Hauge', 'Norway'), (4, 'Anouk Bos', 'Netherlands');
insert into crm.company values
    (70, 'Polder Dairy', '+31 20 1', 'Dijk 1', '0572', 'Edam', 'Netherlands', 44),
    (80, 'Nowhere', null, ' ', null, 'Nowhere', null, null);
insert into crm.person values
    (1, 70, 'Bo', 'Smit', null, '2000-05-31', '2026-06-01 23:30+02'),
    (2, 80, 'An', 'Vos', '12', null, '2026-05-01 12:00+02'),
    (3, null, ' ', 'Nobody', null, null, null);
insert into crm.activity (person_id, type, starts_at) values
    (1, 'phone', '2026-05-31 23:30+02'), (1, 'phone', '2026-05-05 12:00+02'), (1, 'phone', '2026-01-05 12:00+01'),
    (1, 'visit', '2026-06-04 12:00+02');
