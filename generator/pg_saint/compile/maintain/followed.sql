{% macro followed(t) %}
array[
{% for function in t.functions %}
        {{ function }}{% if not loop.last %},{% endif %}

{% endfor %}
      ]::regprocedure[], array[
{% for trigger in t.triggers %}
        {{ trigger }}{% if not loop.last %},{% endif %}

{% endfor %}
      ]::text[], {{ t.entities }}
{%- endmacro %}
