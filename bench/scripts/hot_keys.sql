-- Two activities of two of the busiest companies in one transaction.
\set first random(1, 20)
\set second random(1, 20)
begin;
insert into crm.activity (company_id, person_id, project_id, type, direction, intention, starts_at, subject)
values (:first, 2 * :first, :first, 'phone', 'outgoing', 'Sales', cast(:day as date) + interval '10 hours', 'Benchmark');
insert into crm.activity (company_id, person_id, project_id, type, direction, intention, starts_at, subject)
values (:second, 2 * :second, :second, 'mail', 'incoming', 'Service', cast(:day as date) + interval '10 hours', 'Benchmark');
commit;
