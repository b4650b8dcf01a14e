-- The latest activity of one company is gone.
delete from crm.activity
where activity_id = (select activity_id from crm.activity where company_id = %(company)s order by starts_at desc limit 1);
