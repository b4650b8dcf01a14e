(select c.calculated_at from saint.calculation c where c.monitor = {{ monitor }}) as calculated_at
