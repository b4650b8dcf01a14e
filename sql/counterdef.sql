create view saint.counterdef as
select c.counter, c.entity, c.value, c.type, c.standard from saint.counter as c;
comment on view saint.counterdef is 'Which counters are installed, for an administrator''s screen: each a column of saint.E_counter';

