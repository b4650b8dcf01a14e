-- Attributes that stand elsewhere: a parent table, lookup rows, jsonb, custom fields; owners of several kinds.
create table entity (id int primary key, user_id int, is_deleted boolean not null default false);
create table users (id int primary key, partner_id int, is_team boolean, active boolean);
create table organisation (entity_ptr_id int primary key, name jsonb, extra jsonb);
create table stage (id int primary key, uuid uuid unique, name jsonb, is_won boolean, code int);
create table deal (id int primary key, organisation int, stage_id int, state int, closed_on date);
create index on deal (organisation);
create index on deal (stage_id);
create table custom_field (id int primary key, uuid uuid unique);
create table custom_value (entity_id int, field_id int, value text, primary key (entity_id, field_id));
create index on custom_value (field_id);
create index on users (partner_id);
create table employee (id int primary key, party int);
create table project (id int primary key, organisation int, employee int);
create table assignee (project int, user_id int, primary key (project, user_id));
create index on project (organisation);
insert into users values (1, 10, false, true), (2, null, true, true);
insert into entity values (10, 1, false), (20, 1, false), (21, 2, false);
insert into organisation values (10, '{"en_US": "Ada"}', null), (20, '{"en_US": "Fjord"}', '{"size": "L"}'), (21, '{}', null);
insert into stage values
  (1, '00000000-0000-0000-0000-000000000001', '{"en_US": "New"}', false, 0),
  (2, '00000000-0000-0000-0000-000000000002', '{"en_US": "Won"}', true, 1);
insert into custom_field values (5, '00000000-0000-0000-0000-000000000055');
insert into employee values (1, 10);
