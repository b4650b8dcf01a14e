-- The statuses as a plain table, which knows nothing of time or of changes.
create table peers.company_status as
select id, status, since from saint.company_status;
alter table peers.company_status add primary key (id, status);
create index on peers.company_status (status);
analyze peers.company_status;
