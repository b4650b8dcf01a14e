{% if said %}
comment on {{ kind }} {{ name }} is {{ said }};
{% endif %}
{% for c in columns %}
comment on column {{ c.name }} is {{ c.said }};
{% endfor %}
