-- {{ entity }}: the records whose stored row does not speak for itself today; one may come several times.
create or replace view {{ name }} as
select c.id from {{ wide }} c where c.next_change <= saint.today()
union all
select d.id from {{ dirty }} d
union all
{% if every %}
-- being filled
select e.id from {{ indirectly_stale }}() e (id);
{% else %}
-- asked once in a query, so that nothing is called where there is nothing
select e.id from {{ indirectly_stale }}() e (id)
where (select exists (select from {{ via }}) or not {{ rows_hold }}());
{% endif %}
