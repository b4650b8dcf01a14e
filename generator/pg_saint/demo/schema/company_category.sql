create table crm.company_category (
    company_category_id  integer generated always as identity primary key,
    name                 text not null unique
);
