{{ comment }}
create or replace view {{ name }} as
{% for p in parts %}
select {{ p.schema }}::text as schema, {{ p.columns }}
from {{ p.view }} v
where {{ p.there }}
{% if not loop.last %}
union all
{% endif %}
{% endfor %}
;
