insert into crm.activity
    (company_id, person_id, user_id, follow_up_type_id, type, direction, intention, subject, starts_at, done_at)
select %(company_id)s, %(person_id)s, %(owner_id)s, follow_up_type_id, type, direction, intention,
       'How are things? Are the laptops still all right?', %(at)s, %(at)s
from crm.follow_up_type
where name = 'Phone call to customer'
