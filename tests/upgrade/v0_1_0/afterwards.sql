-- What happened after the apply: history and changes of state, then what no tick has seen when the database is dumped.
select saint.selection_add('invited', '3');
select saint.selection_add('invited', '7');
select saint.selection_create('fair', 'company');
select saint.selection_add_from('fair', 'gone_quiet');
-- How long it took, said by the clock.
update saint.calculation set duration = '5 ms';

select saint.set_today('2026-06-05');
select saint.tick();
update crm.sale set stage = 'order', changed_by = 2 where sale_id = 3;
update crm.sale set stage = 'order', changed_by = 3 where sale_id = 6;
insert into crm.activity (company_id, person_id, kind_id, starts_at, user_id, subject)
    values (1, 2, 1, '2026-06-04 09:00+02', 1, 'Called');
select saint.tick();

-- Due: the windows that records leave until then. Marked: what writers do not add in place.
select saint.set_today('2026-06-10');
insert into crm.activity (company_id, person_id, kind_id, starts_at, user_id, subject)
    select n, n, 2, timestamptz '2026-06-09 09:00+02', 1, 'Fair' from generate_series(2, 5) n;
insert into crm.invoice values (101, 6, '2026-06-09', 99.90, null);
insert into crm.company (company_id, name, category, owner_id, customer_since) values (13, 'Company 13', 'Customer', 1, '2026-06-08');
update crm.users set full_name = 'Anna Berg-Lie' where user_id = 1;
update crm.person set company_id = 8 where person_id = 4;
insert into crm.visit values (101, 5, '2026-06-09');
delete from crm.email_person where email_id = 2;
update crm.account set company_id = 10 where account_id = 3;
