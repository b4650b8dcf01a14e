create table crm.company (
  company_id integer primary key,
  name text not null,
  category text not null
);
