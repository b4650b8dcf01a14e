-- Activities in three tables that mirror one another; follow-ups in the row of a deal.
create table company (id int primary key);
create table meeting (id int primary key, company int, starts timestamp, allday boolean, start_date date);
create index on meeting (company);
create table planned (
  id int primary key, company int, category text, due date, done date, active boolean not null, meeting int);
create index on planned (company);
create index on planned (meeting);
create table message (id int primary key, company int, kind text, at timestamp, author int, mirrors int);
create index on message (company);
create table users (partner int primary key);
create table deal (id int primary key, company int, next_step text, next_step_date date, closed date);
create index on deal (company);
insert into company values (1), (2);
insert into users values (50);
