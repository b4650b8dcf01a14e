create view saint.attention as
select
    c.monitor as name, c.calculated_at, c.duration, c.calculated_by, c.relations, c.moments
from saint.calculation as c;
comment on view saint.attention is 'One row per attention monitor: when it was last calculated, by whom, how long it took';
