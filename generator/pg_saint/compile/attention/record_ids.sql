select {{ record.key }}
from {{ record.table }} {{ record.alias }}
{% for j in record.joins %}
left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
where {{ record.where }} and ({{ condition }})
