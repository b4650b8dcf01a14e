-- After the data: building them over five million rows is much quicker than keeping them up to date.
alter table crm.activity add primary key (activity_id);
create index on crm.activity (company_id);
create index on crm.activity (person_id);
create index on crm.activity (project_id);
