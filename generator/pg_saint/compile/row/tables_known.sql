{# what the tables were computed from, as it was when this was planned #}
{% macro tables_known() %}
saint.tables_known(
  array[{{ names }}],
  array[{{ relations }}]
){% for table in partitioned %} and not saint.partitions_changed({{ table }}){% endfor %}
{% endmacro %}
