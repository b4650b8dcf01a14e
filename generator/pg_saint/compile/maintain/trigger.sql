-- "or replace": a table that the CRM has renamed still has the trigger of its old name.
create or replace trigger {{ name }} after {{ event }} on {{ table }}
{% if referencing %}
referencing {{ referencing }}
{% endif %}
for each statement execute function {{ function }}();
