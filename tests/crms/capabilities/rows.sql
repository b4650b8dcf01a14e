-- Companies and persons in one table, opportunities and leads in another; quoted and reserved names; keys of several types.
create table "Party" (
  "Ref No" uuid primary key, "order" text, "default" boolean not null default false, active boolean, "mergedInto" uuid,
  tenant_id int not null);
create table "res_user-company" ("to" uuid, "case" int);
create index on "res_user-company" ("to");
create table lead (
  "leadNo" varchar(20) primary key, "type" text, party uuid, active boolean not null, won_status text,
  "deletedAt" timestamptz, tenant_id int not null);
create index on lead (party);
create table member (group_no bigint, code text, joined_on date, party uuid, primary key (group_no, code));
create index on member (party);
insert into "Party" values
  ('11111111-1111-1111-1111-111111111111', 'company', false, true, null, 1),
  ('22222222-2222-2222-2222-222222222222', 'person', false, true, null, 1),
  ('33333333-3333-3333-3333-333333333333', 'company', true, true, null, 2);
