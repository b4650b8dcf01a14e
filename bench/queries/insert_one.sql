-- One activity of one company, on the day that saint.today() says.
insert into crm.activity (company_id, person_id, project_id, type, direction, intention, starts_at, subject)
values (%(company)s, 2 * %(company)s, %(company)s, 'mail', 'outgoing', 'Service', saint.now(), 'Benchmark');
