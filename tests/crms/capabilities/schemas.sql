-- A schema for each workspace, made at run time by the CRM; the same names and keys in each.
create schema workspace_a1;
create table workspace_a1.company (id uuid primary key, name text, "deletedAt" timestamptz);
create table workspace_a1."taskTarget" (id uuid primary key, "companyId" uuid);
create index on workspace_a1."taskTarget" ("companyId");
create schema workspace_b2;
create table workspace_b2.company (id uuid primary key, name text, "deletedAt" timestamptz);
create table workspace_b2."taskTarget" (id uuid primary key, "companyId" uuid);
create index on workspace_b2."taskTarget" ("companyId");
