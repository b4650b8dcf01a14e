create index on crm.activity (company_id, starts_at);
