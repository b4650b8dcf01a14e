-- A neglected customer whom we contacted once this month: the second call takes the status away.
select company.company_id, company.name, company.owner_id, owner.full_name as owner,
       person.person_id, person.first_name || ' ' || person.last_name as contact,
       coalesce(person.phone, company.phone) as phone
from saint.company_status as status
join saint.company_counter as counter using (id)
join crm.company on company.company_id = status.id
join crm.users as owner on owner.user_id = company.owner_id
join lateral (
    select person_id, first_name, last_name, phone
    from crm.person
    where person.company_id = company.company_id and not person.deleted
    order by person_id
    limit 1
) as person on true
where status.status = 'neglected_customer' and counter.outgoing_in_a_month = 1
order by counter.turnover desc, company.company_id
limit 1
