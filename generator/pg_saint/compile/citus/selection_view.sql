{{ comment }}
create or replace view {{ name }} as
select
  c.id{% for k in columns %},
  {{ k.value }} as {{ k.name }}{% endfor %}

from {{ in_shards }} c
where {{ condition }};
