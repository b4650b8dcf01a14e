select e.entity from saint.entity e order by e.entity;
