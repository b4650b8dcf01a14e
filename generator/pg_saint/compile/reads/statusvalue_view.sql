-- One row per active status of any entity.
create or replace view {{ name }} as
{% for e in entities %}
select {{ e.literal }} as entity, s.id::text as id, s.status, s.since from {{ e.view }} s{% if e.there %} where {{ e.there }}{% endif %}

{% if not loop.last %}
union all
{% endif %}
{% endfor %}
;
