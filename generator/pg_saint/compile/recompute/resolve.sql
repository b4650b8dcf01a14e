    -- all: a TRUNCATE, the clock set back{% if replaced %}, other tables{% endif %}

    select every.id, null as stale
    from (
      select ({{ record_key }})::{{ key_type }} from {{ record_table }} {{ record_alias }}
      union
      select c.id from {{ wide }} c
    ) every (id)
    where exists (select from {{ marks }} saint_mark where saint_mark.hop in ('all', 'detached')){% if replaced %} or {{ replaced }}{% endif %}


{% for h in hops %}
    union
    {{ h.comment }}
    select ({{ h.id }})::{{ key_type }}, {{ h.stale }}
    from {{ marks }} saint_mark
{% for o in h.others %}
    {{ o.join }} {{ o.table }} {{ o.alias }} on {{ o.on }}
{% endfor %}
    where saint_mark.hop = {{ h.hop }}{% if h.condition %} and {{ h.condition }}{% endif %}

{% endfor %}
{% for p in asked_records %}

    union
    {{ p.comment }}
    select {{ p.record }}::{{ key_type }}, {{ p.stale_of_it }}
    from {{ marks }} saint_mark
    cross join {{ p.table }} {{ p.alias }}
{% for j in p.joins %}
    left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
    where saint_mark.hop = {{ p.hop }} and {{ p.key }} = (saint_mark.key ->> 'id')::{{ p.key_type }}
{% endfor %}
