{{ comment }}
select{% if distinct %} distinct{% endif %}

  {{ id }} as id, {{ kind }} as kind, {{ source }} as source, ({{ key }})::text collate "C" as source_key,
  {{ place }} as place, {{ occurred_at }} as occurred_at, {{ user }} as "user", {{ title }} as title, {{ counted }} as counted{% if sorted_by %},
  {{ sorted_by }} as sorted_by{% endif %}

from {{ table }} {{ alias }}
{% if state_change %}
join {{ state_change }} saint_state_change on saint_state_change.source_key = ({{ key }})::text and not saint_state_change.gone
{% endif %}
{% for j in joins %}
left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
where {{ where }} and {{ occurred_at }} is not null{% if state_change %}

  -- not what an earlier row with the same key went through
  and not exists (
    select from {{ state_change }} saint_gone
    where saint_gone.source_key = saint_state_change.source_key and saint_gone.gone and saint_gone.change > saint_state_change.change){% endif %}
