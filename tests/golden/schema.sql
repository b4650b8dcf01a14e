create schema crm;
create table crm.users (user_id integer primary key, full_name text not null);
create table crm.company (
    company_id integer primary key,
    name text not null,
    category text,
    owner_id integer,
    founded date,
    deleted boolean not null default false
);
create table crm.person (person_id bigint primary key, company_id integer, name text);
create table crm.activity (
    activity_id bigint primary key,
    company_id integer,
    person_id bigint,
    res_model text,
    res_id integer,
    reference text,
    direction text,
    starts_at timestamptz,
    local_at timestamp,
    on_date date,
    done_at timestamptz,
    deleted boolean not null default false
);
create table crm.activity_person (activity_id bigint, person_id bigint, primary key (activity_id, person_id));
create table crm.sale (sale_id integer primary key, company_id integer, sale_date date, amount numeric(12, 2), score real, status text);
create table crm."Order" ("Id" uuid primary key, "select" text, "Total" numeric);
create table crm."Line" ("Id" uuid primary key, "Order" uuid, "from" date);
create table crm.visit (visit_id bigint, company_id integer, on_date date) partition by range (on_date);
create table crm.visit_2026 partition of crm.visit for values from ('2026-01-01') to ('2027-01-01');
create schema tenant_acme;
create table tenant_acme.company (company_id integer primary key, category text, owner_id integer);
create table tenant_acme.activity (activity_id integer primary key, company_id integer, on_date date);
create schema "Beta GmbH";
create table "Beta GmbH".company (company_id integer primary key, category text, owner_id integer);
create table "Beta GmbH".activity (activity_id integer primary key, company_id integer, on_date date);
-- as a copy of Salesforce has it
create table crm.account (sfid varchar(18) primary key);
create table crm.task (id integer primary key, account_id varchar(18), on_date date);
