-- The five companies of each status that bring most, with the number to call and the reason.
with matching as (
    select status.status, status.rank, counter.*,
           row_number() over (partition by status.status order by counter.turnover desc, counter.id) as place
    from saint.company_status as status
    join saint.company_counter as counter using (id)
)
select matching.status,
       company.name as customer,
       coalesce(person.full_name, '(switchboard)') as contact,
       coalesce(person.phone, company.phone) as phone,
       owner.full_name as owner,
       matching.turnover,
       case matching.status
           when 'good_customer_gone_quiet' then
               format('bought %s times, last %s days ago', sold, saint.today() - last_sold)
           when 'too_many_requests' then
               format('%s requests in six weeks', requests_in_six_weeks)
           when 'neglected_customer' then
               format('last heard from us %s days ago', saint.today() - last_outgoing)
               || case when last_incoming > last_outgoing
                       then format(', called us %s days ago', saint.today() - last_incoming) else '' end
           when 'dormant_customer' then
               format('%s attempts, no answer for %s days',
                      outgoing_in_three_months, saint.today() - last_incoming)
           when 'expensive_customer' then
               format('%s times marketing, last bought %s days ago',
                      marketing_in_three_months, saint.today() - last_sold)
       end as reason
from matching
join crm.company on company.company_id = matching.id
left join crm.users as owner on owner.user_id = company.owner_id
left join lateral (
    select first_name || ' ' || last_name as full_name, phone
    from crm.person
    where person.company_id = company.company_id and not person.deleted
    order by person_id
    limit 1
) as person on true
where matching.place <= 5
order by matching.rank, matching.place
