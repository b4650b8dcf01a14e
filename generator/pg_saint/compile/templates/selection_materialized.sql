{{ comment }}
-- As it was when it was last refreshed: saint.selectiondef says when.
create materialized view {{ name }} as
{% include "selection_query.sql" %}
;
-- refreshing it concurrently needs one
create unique index on {{ name }} (id);
