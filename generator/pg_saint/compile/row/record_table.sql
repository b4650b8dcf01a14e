-- {{ entity }}: one wide row per record, valid while as_of <= today < next_change and unmarked.
-- Room on each page, and no index on a counter, keep its updates HOT.
create table {{ name }} (
{% for c in columns %}
  {{ c.name }} {{ c.type }}{% if c.not_null %} not null{% endif %}{% if c.default %} default {{ c.default }}{% endif %},
{% endfor %}
  primary key (id)
) with (vacuum_truncate = false, fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
create index {{ index }} on {{ name }} (next_change);
