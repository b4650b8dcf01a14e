select
    r.request, r.kind, r.name, r.state, r.errors, r.changes, r.matches,
    r.sample, r.proposed_by, r.proposed_at, r.applied_at, r.comment, r.definition
from saint.request r
where r.request = %(request)s;
