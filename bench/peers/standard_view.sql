-- The nightly rebuild of SAINT's own counters.
create materialized view peers.standard_view as select * from peers.standard_now;
