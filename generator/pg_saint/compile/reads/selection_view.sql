{{ comment }}
create or replace view {{ name }} as
{% include "reads/selection_query.sql" %};
