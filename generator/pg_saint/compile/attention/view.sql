{{ comment }}
create or replace view {{ name }} as
{{ body }};
