-- {{ entity }}: the records whose stored row does not speak for itself today.
create or replace view {{ name }} as
select c.id from {{ wide }} c where c.next_change <= saint.today()
union
select d.id from {{ dirty }} d
union
select v.id from {{ via_ids }}() v (id)
union
-- a transaction that began before midnight meets rows that were stored after it
select c.id from {{ wide }} c where saint.midnight_passed() and c.as_of > saint.today();
