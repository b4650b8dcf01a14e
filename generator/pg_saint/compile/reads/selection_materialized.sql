{{ comment }}
-- As it was when it was last refreshed: saint.selectiondef says when.
create materialized view {{ name }} as
select
  r.id::{{ key_type }}{% for c in types %},
  r.{{ c.name }}::{{ c.type }}{% endfor %}

from {{ rows }} r
-- filled once the records are computed
with no data;
-- refreshing it concurrently needs one
create unique index on {{ name }} (id);
