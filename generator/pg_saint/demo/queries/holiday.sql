-- What happened to the customers of the monitor my_holiday in its two weeks, newest first.
select company.name as customer, moment.occurred_at::date as day, moment.kind, moment.title, colleague.full_name as who
from saint.happened('company', '4', (saint.today() - 13)::timestamp at time zone 'Europe/Oslo', null, 500) as moment
join saint.attention_my_holiday as grid on grid.id::text = moment.id
join crm.company on company.company_id = grid.id
left join crm.users as colleague on colleague.user_id::text = moment."user"
order by moment.occurred_at desc, moment.source, moment.source_key
limit 12
