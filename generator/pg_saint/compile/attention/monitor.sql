{{ comment }}
create materialized view {{ name }} as
select
  c.id, c.color, c.code, c.name, c.total, c.last, c.band{% for k in kinds %},
  c.{{ k }}, c.{{ k }}_last{% endfor %},
  c.revenue, c.sales_band
from {{ calculate }}() c
with no data;
-- what refreshes it without blocking its readers
create unique index on {{ name }} (id);
