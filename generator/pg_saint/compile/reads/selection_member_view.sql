-- Who is in which static selection; an entry whose record is gone from the CRM is not shown.
create or replace view {{ name }} as
{% for e in entities %}
select m.selection, s.entity, m.id, m.added_at
from saint.selection s
join saint.selection_entry m on m.selection = s.selection
join {{ e.view }} c on c.id::text = m.id
where s.entity = {{ e.literal }} and s.kind = 'static'{% if e.there %} and {{ e.there }}{% endif %}

{% if not loop.last %}
union all
{% endif %}
{% else %}
select null::text as selection, null::text as entity, null::text as id, null::timestamptz as added_at where false
{% endfor %}
;
