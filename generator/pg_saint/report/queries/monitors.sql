select monitor, entity, relations, moments, calculated_at from saint.calculation order by entity, monitor;
