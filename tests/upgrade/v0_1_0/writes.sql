-- Rows come, change and go in every table that triggers are on, one at a time and several.
insert into crm.users values (51, 'Dina Moe', 'Sales'), (52, 'Emil Dahl', null);
update crm.users set full_name = 'Bo Lie-Berg' where user_id = 2;
insert into crm.company (company_id, name, category, owner_id, customer_since) values (51, 'One', 'Customer', 51, '2026-06-01');
insert into crm.company (company_id, name, category, owner_id) select n, 'Many', 'Lead', 1 from generate_series(52, 60) n;
update crm.company set category = 'Customer' where company_id = 52;
update crm.company set category = 'Customer', owner_id = 3 where company_id between 53 and 56;
update crm.company set deleted = not deleted where company_id in (10, 11);
insert into crm.person values (51, 51, 'Fay', 'fay@example.org');
insert into crm.person select n, n, 'Many', null from generate_series(52, 55) n;
update crm.person set company_id = 1 where person_id = 51;
update crm.person set company_id = 2 + person_id % 5 where person_id between 1 and 9;
insert into crm.project values ('00000000-0000-0000-0000-000000000051', 51, 'New', 1, '2026-06-01');
update crm.project set company_id = 7, ends_on = ends_on - 20;
insert into crm.task values (51, '00000000-0000-0000-0000-000000000051', '2026-06-05');
insert into crm.task_2026 values (52, '00000000-0000-0000-0000-000000000001', '2026-06-06');
update crm.task set due_on = due_on - interval '1 year' where task_id in (1, 2);
delete from crm.task where task_id = 3;
update crm.kind set name = name || '.', intention = 'Sales';
update crm.kind set name = rtrim(name, '.');
insert into crm.activity (company_id, person_id, kind_id, starts_at, user_id, subject) values (51, 51, 1, '2026-06-09 10:00+02', 1, 'One');
insert into crm.activity (company_id, person_id, res_model, res_id, kind_id, starts_at, user_id, subject)
    select n % 12 + 1, n % 9 + 1, 'project', '00000000-0000-0000-0000-000000000001', 2, timestamptz '2026-06-09' - n * interval '1 day', 2, 'Many'
    from generate_series(1, 40) n;
update crm.activity set done_at = starts_at where activity_id = 1;
update crm.activity set company_id = company_id % 9 + 1, direction = 'outgoing' where activity_id between 2 and 9;
update crm.activity set starts_at = starts_at + interval '3 days' where activity_id % 4 = 0;
delete from crm.activity where activity_id = 10;
delete from crm.activity where activity_id between 11 and 15;
insert into crm.email values (51, '2026-06-08 10:00', 1, 'One');
insert into crm.email_person values (51, 1, 'to'), (51, 2, 'cc');
update crm.email set sent_at = sent_at - interval '40 days' where email_id < 4;
delete from crm.email_person where person_id = 3;
insert into crm.visit values (51, 51, '2026-06-07');
update crm.visit set visited_on = visited_on - 1;
delete from crm.visit where visit_id = 1;
update crm.account set company_id = 1 where account_id in (2, 3);
insert into crm.sale (sale_id, account_id, sale_date, created_at, amount, stage, user_id, changed_by)
    values (51, 1, '2026-06-08', '2026-06-08 10:00+02', 7000, 'order', 1, 1);
update crm.sale set stage = 'order', amount = amount + 0.01 where sale_id % 3 = 0;
delete from crm.sale where sale_id = 1;
insert into crm.invoice select n, n % 8 + 1, date '2026-06-01', 10.10, null from generate_series(51, 60) n;
update crm.invoice set paid_on = '2026-06-09' where invoice_id = 52;
insert into crm.call values (51, 1, 1, '2026-06-01');
truncate crm.call;
insert into crm.call select n, n % 9 + 1, null, date '2026-06-08' from generate_series(60, 70) n;
insert into crm.note values (51, 'company,51', 'One'), (52, 'nobody', 'Two');
update crm.note set about = 'company,3' where note_id < 4;
delete from crm.note where note_id = 5;
