-- The tables and columns of a Twenty workspace that the preset names.
create schema workspace_3ixj3i1a5avy16ptijtb3lae3;
set search_path = workspace_3ixj3i1a5avy16ptijtb3lae3;
create type opportunity_stage_enum as enum ('NEW', 'MEETING', 'CUSTOMER');
create type task_status_enum as enum ('TODO', 'IN_PROGRESS', 'DONE');
create table company (id uuid primary key, name text, "accountOwnerId" uuid, "deletedAt" timestamptz);
create table person (
  id uuid primary key, "nameFirstName" text, "nameLastName" text, "companyId" uuid, "deletedAt" timestamptz);
create table task (
  id uuid primary key, title text, status task_status_enum, "dueAt" timestamptz, "assigneeId" uuid, "deletedAt" timestamptz);
create table "taskTarget" (
  id uuid primary key, "taskId" uuid, "companyId" uuid, "personId" uuid, "opportunityId" uuid, "deletedAt" timestamptz);
create table note (id uuid primary key, title text, "createdAt" timestamptz, "deletedAt" timestamptz);
create table "noteTarget" (id uuid primary key, "noteId" uuid, "companyId" uuid, "personId" uuid, "deletedAt" timestamptz);
create table opportunity (
  id uuid primary key, name text, stage opportunity_stage_enum, "closeDate" timestamptz, "amountAmountMicros" numeric,
  "amountCurrencyCode" text, "companyId" uuid, "pointOfContactId" uuid, "deletedAt" timestamptz);
reset search_path;
insert into workspace_3ixj3i1a5avy16ptijtb3lae3.company values ('00000000-0000-0000-0000-000000000001', 'Fjord Shipping');
insert into workspace_3ixj3i1a5avy16ptijtb3lae3.opportunity values (
  '00000000-0000-0000-0000-000000000002', 'Ship', 'NEW', '2026-05-01', 5000000, 'NOK', '00000000-0000-0000-0000-000000000001');
