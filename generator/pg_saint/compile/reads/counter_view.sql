-- {{ entity }}: one column per counter, exact: from the stored row where it is valid, else computed.
create or replace view {{ name }} as
select
  c.id{% for k in counters %},
  {{ k.stored }} as {{ k.name }}{% endfor %}

from {{ wide }} c
{% if to_backfill %}
-- Computed for a row that needs backfill. An aggregate, so that who asks for none of this does not compute it.
left join lateral (
  select (array_agg(l.*))[1] as record from {{ live }}(c.id, saint.today()) l where c.generation < {{ generation }}
) computed on true
cross join lateral (
  select {% for column in to_backfill %}(computed.record).{{ column }}{% if not loop.last %}, {% endif %}{% endfor %}

) needs_backfill
{% endif %}
where not exists (select from {{ stale }} s where s.id = c.id)
union all
-- the id as the stale record has it: a question for one id then asks for that record alone
select
  s.id{% for k in counters %},
  {{ k.computed }}{% endfor %}

from (select distinct s.id from {{ stale }} s) s cross join lateral {{ live }}(s.id, saint.today()) l;
