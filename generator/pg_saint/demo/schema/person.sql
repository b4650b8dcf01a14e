create table crm.person (
    person_id   bigint generated always as identity primary key,
    company_id  bigint references crm.company,
    first_name  text not null,
    last_name   text not null,
    position    text,
    email       text,
    phone       text,
    language    text not null,
    created_at  timestamptz not null default now(),
    deleted     boolean not null default false
);

create index person_company_id_idx on crm.person (company_id);
create index person_last_name_idx on crm.person (last_name);
