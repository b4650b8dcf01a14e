create table crm.sale (
    sale_id     bigint generated always as identity primary key,
    company_id  bigint not null references crm.company,
    person_id   bigint references crm.person,
    project_id  bigint references crm.project,
    user_id     integer not null references crm.users,
    title       text not null,
    stage       text not null check (stage in ('suspect', 'quote', 'order', 'lapsed')),
    status      text not null check (status in ('open', 'sold', 'lost')),
    amount      numeric(12, 2) not null,
    currency    text not null check (currency ~ '^[A-Z]{3}$'),
    rate        numeric(10, 4) not null check (rate > 0),
    sale_date   date not null,
    created_at  timestamptz not null default now(),
    deleted     boolean not null default false,
    check (status = case stage when 'order' then 'sold' when 'lapsed' then 'lost' else 'open' end)
);
comment on column crm.sale.rate is 'Norwegian kroner for one unit of the currency, when the sale was registered.';
comment on column crm.sale.sale_date is 'Day of the order or of the refusal; while open, the day on which we expect it.';

create index sale_company_id_idx on crm.sale (company_id, sale_date);
create index sale_person_id_idx on crm.sale (person_id);
create index sale_project_id_idx on crm.sale (project_id);
create index sale_user_id_idx on crm.sale (user_id);
