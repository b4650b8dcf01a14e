-- The descriptions of everybody who has the status; read, so that the planner drops nothing.
select count(d.description), sum(length(d.description)) from saint.describe_all('neglected_customer') d;
