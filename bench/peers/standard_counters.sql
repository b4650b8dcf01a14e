-- SAINT's own counters, kept by hand: as wide rows with room for HOT updates.
create table peers.standard_counters with (fillfactor = 70) as select * from peers.standard_now;
alter table peers.standard_counters add primary key (company_id);
