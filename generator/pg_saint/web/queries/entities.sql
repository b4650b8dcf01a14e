select e.entity from saint.entity e where e.schema is null order by e.entity;
