create table crm.request_category (
    category     text primary key,
    answer_days  integer not null check (answer_days > 0)
);
comment on column crm.request_category.answer_days is 'Working days within which the customer gets an answer.';
