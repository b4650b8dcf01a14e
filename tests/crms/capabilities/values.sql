-- Dates of every kind, and money of every kind.
create table company (id int primary key);
create table currency (code char(3) primary key);
create table rate (code char(3), day date, rate numeric, primary key (code, day));
create table invoice (
  id int primary key, company int, move_type text, utc timestamp, local timestamp, zoned timestamptz, day date,
  amount numeric, micros bigint, cents int, curr char(3), state text);
create index on invoice (company);
create index on invoice (curr);
insert into company values (1), (2);
insert into rate values ('USD', '2026-05-01', 0.9), ('EUR', '2026-05-01', 1), ('USD', '2026-05-02', 0.8);
