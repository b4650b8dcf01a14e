update saint.status
set exact_since = (%(begin)s::date + time '00:01') at time zone (select k.zone from saint.clock k)
