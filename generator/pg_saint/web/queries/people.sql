-- Who is responsible for records: the keys of users, and their names.
select distinct {user}::text as key, {owner}::text as name
from {fields}(array(select k.id from {card_view} k)) f
where {user} is not null
order by 2, 1;
