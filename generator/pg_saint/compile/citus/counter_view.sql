-- {{ entity }}: one row per record, one column per counter, computed at each read.
create or replace view {{ name }} as
select
  c.id{% for k in counters %},
  {{ k.value }} as {{ k.name }}{% endfor %}

from {{ in_shards }} c;
