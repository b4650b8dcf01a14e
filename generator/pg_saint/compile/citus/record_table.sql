-- {{ entity }}: one wide row per record, beside the record. Writers add one for a new record, and change none.
create table {{ name }} (
{% for c in columns %}
  {{ c.name }} {{ c.type }}{% if c.not_null %} not null{% endif %}{% if c.default %} default {{ c.default }}{% endif %},
{% endfor %}
  primary key (id)
) with (vacuum_truncate = false, fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
select create_distributed_table('{{ name }}', 'id', colocate_with => {{ beside }});
