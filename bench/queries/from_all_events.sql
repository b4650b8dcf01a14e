-- The counters of one company, computed from all of its events.
select * from saint_data.company_live_many(array[%(company)s], saint.today());
