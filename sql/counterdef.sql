create view saint.counterdef as
select c.counter, c.entity, c.value, c.type, c.standard from saint.counter as c;
comment on view saint.counterdef is 'Which counters are installed, for an administrator''s screen: each a column of saint.E_counter';
comment on column saint.counterdef.counter is 'The counter, by the name of its column';
comment on column saint.counterdef.entity is 'What it counts for: its column is in the view of that entity';
comment on column saint.counterdef.value is 'What it counts, as it was written';
comment on column saint.counterdef.type is 'Its type';
comment on column saint.counterdef.standard is 'The source or set whose standard counter it is; NULL: one of the definition''s own';
