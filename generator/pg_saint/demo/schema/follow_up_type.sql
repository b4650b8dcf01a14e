-- What a user picks when a follow-up is made; an activity takes over type, direction and intention.
create table crm.follow_up_type (
    follow_up_type_id  integer generated always as identity primary key,
    name               text not null unique,
    type               text not null check (type in ('appointment', 'phone', 'email', 'mailing', 'task')),
    direction          text not null check (direction in ('incoming', 'outgoing', 'internal')),
    intention          text not null check (intention in ('Sales', 'Marketing', 'Service', 'Administration'))
);
