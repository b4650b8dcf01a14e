-- Of the calculations with controls of their own that are remembered.
create or replace view {{ name }} with (security_barrier) as
select calculation.monitor as calculation, shown.*
from saint.calculation
cross join lateral (
{{ body | indent(2, true) | block }}
) shown
where {% if revenue %}calculation.controls ? 'revenue'{% else %}calculation.controls is not null{% endif %}

  and (
    calculation.seen_by is null
    or (select bool_and(saint.may_see(c.class)) from unnest(calculation.seen_by) c (class))
  );
