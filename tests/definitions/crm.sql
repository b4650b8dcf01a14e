create schema crm;
create type crm.mood as enum ('glad', 'cross');
create table crm.users (user_id int primary key, full_name text);
create table crm.company (
  company_id int primary key,
  name text,
  code varchar(10),
  category text,
  mood crm.mood,
  size int,
  owner_id int,
  founded date,
  seen_at timestamptz,
  deleted boolean not null default false
);
create table crm."Person" (
  "personId" bigint primary key,
  company_id int,
  first_name text,
  last_name text,
  "order" int
);
create table crm.project (project_id uuid primary key, company_id int, status text);
create table crm.activity (
  activity_id bigint primary key,
  company_id int,
  person_id int,
  res_model text,
  res_id uuid,
  reference text,
  direction text,
  starts_at timestamptz,
  local_at timestamp,
  done_at timestamptz,
  fee money,
  data jsonb
);
create table crm.activity_person (activity_id bigint, person_id bigint, primary key (activity_id, person_id));
create table crm.sale (
  sale_id int primary key,
  company_id bigint,
  sale_date date,
  amount numeric(12, 2),
  score real,
  status text
);
create view crm.company_view as select * from crm.company;
create table crm.parent (id int primary key);
create table crm.child () inherits (crm.parent);
