-- What a CRM has anyway, and what docs/operating.md proposes where counters have periods.
alter table crm.activity add primary key (activity_id);
create index on crm.activity (company_id, starts_at);
alter table crm.sale add primary key (sale_id);
create index on crm.sale (company_id, sale_date);
alter table crm.request add primary key (request_id);
create index on crm.request (company_id, created_at);
alter table crm.document add primary key (document_id);
create index on crm.document (company_id, created_at);
