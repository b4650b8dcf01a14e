create table crm.invoice (
    invoice_id  bigint generated always as identity primary key,
    number      text not null unique,
    company_id  bigint not null references crm.company,
    sale_id     bigint references crm.sale,
    user_id     integer not null references crm.users,
    sent_on     date not null,
    amount      numeric(12, 2) not null,
    currency    text not null check (currency ~ '^[A-Z]{3}$'),
    rate        numeric(10, 4) not null check (rate > 0)
);
comment on column crm.invoice.amount is 'Negative: a credit note.';

create index invoice_company_id_idx on crm.invoice (company_id);
create index invoice_sale_id_idx on crm.invoice (sale_id);
create index invoice_user_id_idx on crm.invoice (user_id);
