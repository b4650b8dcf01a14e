create table crm.person (
  person_id integer primary key,
  company_id integer not null,
  name text not null
);
create index on crm.person (company_id);
