-- {{ entity }}: one column per counter, exact: from the stored row where it is valid, else computed.
create or replace view {{ name }} as
select
  c.id{% for k in counters %},
  {{ k.stored }} as {{ k.name }}{% endfor %}

from {{ wide }} c
where not exists (select from {{ stale }} s where s.id = c.id)
union all
-- the id as the stale record has it: a question for one id then asks for that record alone
select
  s.id{% for k in counters %},
  {{ k.computed }}{% endfor %}

from (select distinct s.id from {{ stale }} s) s cross join lateral {{ live }}(s.id, saint.today()) l;
