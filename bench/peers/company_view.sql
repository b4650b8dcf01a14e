-- The nightly rebuild. Refreshing it concurrently needs the unique index.
create materialized view peers.company_view as select * from peers.company_now;
create unique index on peers.company_view (company_id);
