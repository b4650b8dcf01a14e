-- One activity of a random company, today.
\set company random(1, :companies)
\set person 2 * :company - random(0, 1)
\set type random(1, 4)
\set direction random(1, 2)
\set intention random(1, 3)
\set open random(1, 5)
insert into crm.activity (company_id, person_id, project_id, type, direction, intention, starts_at, done_at, subject)
values (:company, :person, :company, (array['phone', 'mail', 'appointment', 'task'])[:type], (array['outgoing', 'incoming'])[:direction], (array['Sales', 'Service', 'Marketing'])[:intention], cast(:day as date) + interval '10 hours', case when :open > 1 then cast(:day as date) + interval '11 hours' end, 'Benchmark');
