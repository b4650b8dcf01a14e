{# `changed`: where the records come from whose rows give other answers, as `c` #}
{% macro ask_again(changed) %}
  -- who asks them is found when the mark is read: one mark for all of them
{% for a in asking %}
  {{ a.name }} as (
    insert into {{ a.via }} (hop, key)
    select {{ a.hop }}, jsonb_build_object('id', c.id)
    {{ changed | indent | block }}
  ),
{% endfor %}
{% endmacro %}
