-- Five projects of each status, those that wait longest or ended last, with the number to call and the reason.
with matching as (
    select status.status, status.rank, counter.*,
           row_number() over (
               partition by status.status
               order by case status.status
                            when 'unprofitable_project' then saint.today() - counter.last_worked_on
                            else counter.last_worked_on - saint.today()
                        end, counter.id
           ) as place
    from saint.project_status as status
    join saint.project_counter as counter using (id)
)
select matching.status,
       project.number || ' ' || project.name as project,
       company.name as customer,
       company.phone,
       manager.full_name as owner,
       case matching.status
           when 'unprofitable_project' then format('%s on %s, sold nothing', project.status, project.ends_on)
           when 'no_future_activity' then
               format('nothing planned, idle for %s days', saint.today() - last_worked_on)
           else format('last worked on %s days ago, next: %s',
                       saint.today() - last_worked_on, coalesce(next_planned::text, 'nothing'))
       end as reason
from matching
join crm.project on project.project_id = matching.id
left join crm.company on company.company_id = project.customer_id
left join crm.users as manager on manager.user_id = project.manager_id
where matching.place <= 5
order by matching.rank, matching.place
