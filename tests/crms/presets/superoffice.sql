-- SuperOffice's tables as far as the preset names them, in lower case.
create table associate (associate_id int primary key, name varchar);
create table category (category_id int primary key, name varchar);
create table contact (
  contact_id int primary key, name varchar, code varchar, category_idx int, associate_id int, deleted smallint);
create table person (person_id int primary key, contact_id int, firstname varchar, lastname varchar);
create table project (project_id int primary key, name varchar, associate_id int);
create table task (task_id int primary key, record_type smallint, direction smallint, intentid int);
create table doctmpl (doctmpl_id int primary key, record_type smallint, direction smallint, intentid int);
create table intent (intent_id int primary key, name varchar);
create table appointment (
  appointment_id int primary key, contact_id int, person_id int, project_id int, associate_id int, task_idx int,
  type smallint, status smallint, activedate date);
create table sale (
  sale_id int primary key, contact_id int, person_id int, project_id int, associate_id int, saledate date,
  amount double precision, status smallint);
create table ticket (id int primary key, cust_id int, created_at date, status smallint, category int);
insert into contact values (1, 'Fjord Shipping', 'F', null, null, 0);
insert into person values (1, 1, 'Kari', 'Moen');
insert into task values (1, 5, 2, null);
insert into appointment values (1, 1, 1, null, null, 1, 1, 3, '2026-05-20');
insert into sale values (1, 1, null, null, null, '2026-01-01', 5, 2);
insert into ticket select n, 1, '2026-05-01', 1, null from generate_series(1, 6) n;
