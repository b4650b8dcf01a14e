create table crm.company (
    company_id   bigint generated always as identity primary key,
    code         text not null unique,
    name         text not null,
    category_id  integer not null references crm.company_category,
    business     text not null,
    owner_id     integer references crm.users,
    phone        text,
    email        text,
    street       text,
    postal_code  text,
    city         text,
    country      text not null check (country ~ '^[A-Z]{2}$'),
    lat          double precision,
    lon          double precision,
    color_code   text check (color_code ~ '^#[0-9a-f]{6}$'),
    created_at   timestamptz not null default now(),
    deleted      boolean not null default false
);
comment on column crm.company.owner_id is 'Our contact: the colleague who is responsible for this company.';

create index company_category_id_idx on crm.company (category_id);
create index company_owner_id_idx on crm.company (owner_id);
create index company_name_idx on crm.company (name);
