-- What is shown of a monitor: a calculation with controls of the visitor's own, else the monitor's.
select
    c.monitor as calculation, c.entity, c.calculated_at, c.calculated_by, c.relations, c.moments,
    coalesce(c.controls, '{}') as controls, c.controls is null as own, own.title, own.name as monitor,
    own.calculated_at as own_calculated_at,
    -- another one at each calculation, whatever the clock says
    c.xmin::text as version
from saint.attention own
join saint.calculation c
    on c.monitor = coalesce(nullif(%(calculation)s, ''), saint.last_calculation(own.name, saint.caller()), own.name)
    and (c.monitor = own.name or c.of_monitor = own.name)
where own.name = %(monitor)s;
