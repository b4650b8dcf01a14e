create table crm.document_recipient (
    document_id  bigint not null references crm.document on delete cascade,
    person_id    bigint not null references crm.person,
    primary key (document_id, person_id)
);

create index document_recipient_person_id_idx on crm.document_recipient (person_id);
