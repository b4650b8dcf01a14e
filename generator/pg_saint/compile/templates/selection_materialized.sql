{{ comment }}
-- As it was when it was last refreshed: saint.selectiondef says when.
create materialized view {{ name }} as
{% include "selection_query.sql" %}

-- filled once the records are computed
with no data;
-- refreshing it concurrently needs one
create unique index on {{ name }} (id);
