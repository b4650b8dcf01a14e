(select r.* from saint.calculated_relation r where r.calculation = calculation.monitor)
