create table crm.project (
  project_id integer primary key,
  company_id integer not null,
  name text not null,
  stage text not null
);
create index on crm.project (company_id);
