-- What a screen shows: who of fifty has it.
select id from saint.company_status where status = %(name)s and id between 1 and 50;
