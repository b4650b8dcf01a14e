{{ comment }}
create or replace view {{ name }} as
select
  m.id, m.color, m.code, m.name, m.total, c.today - m.last as days, m.band{% for k in kinds %},
  m.{{ k }}, c.today - m.{{ k }}_last as {{ k }}_days{% endfor %}

from {{ view }} m
cross join saint.calculation c
where c.monitor = {{ monitor }};
