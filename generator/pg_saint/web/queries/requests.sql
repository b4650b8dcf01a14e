-- What was proposed last.
select
    r.request, r.kind, r.name, r.state, r.proposed_by, r.proposed_at, r.matches
from saint.request r
order by r.request desc
limit 20;
