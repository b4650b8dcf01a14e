create table crm.project (
    project_id   bigint generated always as identity primary key,
    number       text not null unique,
    name         text not null,
    type         text not null,
    customer_id  bigint references crm.company,
    manager_id   integer references crm.users,
    status       text not null check (status in ('planned', 'ongoing', 'completed', 'stopped')),
    starts_on    date not null,
    ends_on      date,
    created_at   timestamptz not null default now(),
    deleted      boolean not null default false
);

create index project_customer_id_idx on crm.project (customer_id);
create index project_manager_id_idx on crm.project (manager_id);
