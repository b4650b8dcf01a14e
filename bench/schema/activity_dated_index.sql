-- The events of a record by their date: what docs/operating.md proposes where counters have periods.
create index if not exists activity_company_dated on crm.activity (company_id, starts_at);
analyze crm.activity;
