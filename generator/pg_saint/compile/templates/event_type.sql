-- {{ source }}: what a row says to the records that it names by its own columns. `rows`: how many rows its statement had.
create type {{ name }} as (
  rows bigint{% for a in attributes %},
  {{ a.name }} {{ a.type }}{% endfor %}

);
