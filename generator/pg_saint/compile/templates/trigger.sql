create trigger {{ name }} after {{ event }} on {{ table }}
{% if referencing %}
referencing {{ referencing }}
{% endif %}
for each statement execute function {{ function }}();
