-- Calls, meetings, e-mails, mailings and tasks, done or planned.
create table crm.activity (
    activity_id        bigint generated always as identity primary key,
    company_id         bigint references crm.company,
    person_id          bigint references crm.person,
    project_id         bigint references crm.project,
    user_id            integer not null references crm.users,
    follow_up_type_id  integer references crm.follow_up_type,
    type               text not null,
    direction          text not null check (direction in ('incoming', 'outgoing', 'internal')),
    intention          text,
    subject            text not null,
    starts_at          timestamptz not null,
    done_at            timestamptz,
    created_at         timestamptz not null default now(),
    deleted            boolean not null default false
);
comment on column crm.activity.intention is
    'As the follow-up type said when the activity was saved: editing the type later does not rewrite the past.';

create index activity_company_id_idx on crm.activity (company_id, starts_at);
create index activity_person_id_idx on crm.activity (person_id);
create index activity_project_id_idx on crm.activity (project_id);
create index activity_user_id_idx on crm.activity (user_id);
create index activity_follow_up_type_id_idx on crm.activity (follow_up_type_id);
