-- {{ entity }}: one column per counter.
create or replace view {{ name }} as
select
  c.id{% for k in counters %},
  {{ k.value }} as {{ k.name }}{% endfor %}

from {{ current }} c;
