{{ comment }}
create or replace view {{ name }} as
{% include "selection_query.sql" %};
