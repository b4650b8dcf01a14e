create view saint.request with (security_barrier) as
select
    p.request, p.kind, p.name, p.state, p.errors, p.changes, p.matches, p.sample, p.proposed_by, p.proposed_at,
    p.applied_at, p.comment, p.definition, p.confirmed_by, p.confirmed_at
from saint.proposal as p
where p.proposed_by = saint.caller() or pg_catalog.pg_has_role(saint.caller(), 'saint_admin', 'usage');
comment on view saint.request is
    'One row per proposal from inside the database: your own ones, and everybody''s for saint_admin';
comment on column saint.request.request is 'Its number';
comment on column saint.request.kind is 'status, counter, selection, monitor or periods; several with commas between them';
comment on column saint.request.name is 'What it is called; several with commas between them';
comment on column saint.request.state is
    'waiting (for a worker), checked or refused, confirmed, applied: exact from then on, failed, cancelled';
comment on column saint.request.errors is
    'A list: path (into the definition), message, remedy of each mistake that it was refused or failed for';
comment on column saint.request.changes is
    'A list: kind, name, says, before, after, gains, loses of each thing that it changes the meaning of';
comment on column saint.request.matches is 'How many records would have the status, or be in the selection, when checked';
comment on column saint.request.sample is 'The keys of some of them';
comment on column saint.request.proposed_by is 'The role that proposed it';
comment on column saint.request.proposed_at is 'When';
comment on column saint.request.applied_at is 'Since when it is in force';
comment on column saint.request.comment is 'What whoever proposed it said of it';
comment on column saint.request.definition is 'What was proposed; NULL: that it is to go';
comment on column saint.request.confirmed_by is 'The role that confirmed it';
comment on column saint.request.confirmed_at is 'When';
