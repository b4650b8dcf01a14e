-- Writers while the definition changes.
insert into crm.activity (company_id, person_id, kind_id, starts_at, user_id, subject)
    values (1, 3, 1, '2026-06-10 08:00+02', 2, 'Meanwhile');
update crm.company set category = 'Lead' where company_id = 12;
update crm.person set company_id = 5 where person_id = 6;
