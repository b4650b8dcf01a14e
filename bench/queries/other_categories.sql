-- Every hundredth company gets another category.
update crm.company set category = case category when 'Customer' then 'Prospect' else 'Customer' end
where company_id %% 100 = 7;
