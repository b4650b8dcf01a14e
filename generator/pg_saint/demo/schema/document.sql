create table crm.document (
    document_id           bigint generated always as identity primary key,
    company_id            bigint references crm.company,
    user_id               integer not null references crm.users,
    document_template_id  integer references crm.document_template,
    attached_to           text check (attached_to in ('project', 'sale')),
    attached_id           bigint,
    type                  text not null,
    direction             text not null check (direction in ('incoming', 'outgoing')),
    intention             text,
    title                 text not null,
    written_at            timestamp not null,
    sent                  boolean not null default true,
    deleted               boolean not null default false,
    check ((attached_to is null) = (attached_id is null))
);
comment on column crm.document.written_at is 'UTC; the document archive is older than the rest and stores no zone.';
comment on column crm.document.attached_id is 'Key of the project or the sale that attached_to names.';

create index document_company_id_idx on crm.document (company_id, written_at);
create index document_user_id_idx on crm.document (user_id);
create index document_document_template_id_idx on crm.document (document_template_id);
create index document_attached_id_idx on crm.document (attached_id);
