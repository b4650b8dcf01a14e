create table crm.users (
    user_id     integer generated always as identity primary key,
    username    text not null unique,
    full_name   text not null,
    email       text not null,
    department  text not null check (department in ('Management', 'Sales', 'Marketing', 'Service')),
    active      boolean not null default true
);
