select
  c.id{% for k in columns %},
  {{ k.stored }} as {{ k.name }}{% endfor %}

from {{ wide }} c
where not exists (select from {{ stale }} s where s.id = c.id)
{% for condition in stored %}
  and {{ condition }}
{% endfor %}
{% if restricted %}
  and {{ restricted }}
{% endif %}
union all
select
  s.id{% for k in columns %},
  {{ k.computed }}{% endfor %}

from (select distinct s.id from {{ stale }} s) s cross join lateral {{ live }}(s.id, saint.today()) l
where {% for condition in computed %}{% if not loop.first %}  and {% endif %}{{ condition }}{% if not loop.last %}

{% endif %}{% endfor %}{% if restricted %}

  and {{ restricted }}{% endif %}
