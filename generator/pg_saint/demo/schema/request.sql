-- Tickets of the service desk.
create table crm.request (
    request_id  bigint generated always as identity primary key,
    company_id  bigint references crm.company,
    person_id   bigint references crm.person,
    user_id     integer references crm.users,
    category    text not null references crm.request_category,
    title       text not null,
    opened_at   timestamptz not null,
    closed_at   timestamptz,
    deleted     boolean not null default false,
    check (closed_at >= opened_at)
);

create index request_company_id_idx on crm.request (company_id, opened_at);
create index request_person_id_idx on crm.request (person_id);
create index request_user_id_idx on crm.request (user_id);
create index request_category_idx on crm.request (category);
