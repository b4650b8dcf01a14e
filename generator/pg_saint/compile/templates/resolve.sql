    -- all: a TRUNCATE, or the clock set back
    select ({{ record_key }})::{{ key_type }} from {{ record_table }} {{ record_alias }}
    where exists (select from {{ marks }} via_mark where via_mark.hop = 'all')
    union
    select c.id from {{ wide }} c
    where exists (select from {{ marks }} via_mark where via_mark.hop = 'all')
{% for h in hops %}
    union
    {{ h.comment }}
    select ({{ h.id }})::{{ key_type }}
    from {{ marks }} via_mark
{% for o in h.others %}
    {{ o.join }} {{ o.table }} {{ o.alias }} on {{ o.on }}
{% endfor %}
    where via_mark.hop = {{ h.hop }}{% if h.condition %} and {{ h.condition }}{% endif %}

{% endfor %}
