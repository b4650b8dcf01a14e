-- {{ entity }}: one row per active status, computed at each read. Nothing notes since when.
create or replace view {{ name }} as
select c.id, s.status, s.name, s.rank, s.visual, null::timestamptz as since
from {{ in_shards }} c
{% if statuses %}
cross join (values
{% for s in statuses %}
  ({{ s.name }}::text, {{ s.title }}::text, {{ s.rank }}::integer, {{ s.visual }}::boolean){% if not loop.last %},{% endif %}

{% endfor %}
) s (status, name, rank, visual)
where s.status = any (c.statuses);
{% else %}
cross join (values (null::text, null::text, null::integer, null::boolean)) s (status, name, rank, visual)
where false;
{% endif %}
