{{ comment }}
create or replace view {{ name }} as
{% include "reads/current.sql" %};
