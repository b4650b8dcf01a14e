-- The same twenty counters, kept by hand: as wide rows with room for HOT updates.
create table peers.twenty_counters with (fillfactor = 70) as select * from peers.company_now;
alter table peers.twenty_counters add primary key (company_id);
