-- The peers' today, beside that of pg_saint: the data set has a fixed one. `since`: rows before it are left out.
create schema peers;
create table peers.clock (today date not null, since date not null default '-infinity');
