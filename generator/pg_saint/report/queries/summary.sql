select s.area, s.relations, s.percent from {view} s;
