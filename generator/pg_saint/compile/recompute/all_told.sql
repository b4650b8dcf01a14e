{# whether the stored rows and the marks that name a record tell all of it: of one record `id`; `most`: as of how many indirect marks
   looking for where they lead costs more than the records' events #}
{% macro all_told(id, most) %}
(select {{ as_mapped }}())
{% for a in asked_of_one %}
-- what it asks some {{ a.entity }} is looked at where it is computed
and (select not exists (select from {{ a.stale }} s))
{% endfor %}
{% if asked_of_one %}
and (select not exists (select from {{ via }}))
{% else %}
and (
  (select not exists (select from {{ via }}){% for a in asked_of_many %} and not exists (select from {{ a.stale }} s){% endfor %})
  -- some: where do they lead? Of many that costs more than the events
  or (select count(*) < {{ most }} from (select from {{ via }} limit {{ most }}) v)
    and {{ id }} not in (select e.id from {{ indirectly_stale }}() e (id))
)
{% endif %}
{% endmacro %}
