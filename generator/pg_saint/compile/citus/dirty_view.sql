-- {{ entity }}: the marks that writers have left.
create or replace view {{ name }} as
select s.id from {{ stale }} s where s.since = '-infinity';
