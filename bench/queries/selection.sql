-- The ids alone; aggregated, so that the client's own cost is not measured.
select count(s.id), sum(s.id) from saint.selection_neglected_not_dormant s;
