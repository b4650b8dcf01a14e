-- The nightly rebuild. Refreshing it concurrently needs the unique index.
create materialized view if not exists peers.company_view as select * from peers.company_now;
create unique index if not exists company_view_key on peers.company_view (company_id);
