create table crm.document_template (
    document_template_id  integer generated always as identity primary key,
    name                  text not null unique,
    type                  text not null check (type in ('letter', 'quote', 'contract', 'report')),
    direction             text not null check (direction in ('incoming', 'outgoing')),
    intention             text not null check (intention in ('Sales', 'Marketing', 'Service', 'Administration'))
);
