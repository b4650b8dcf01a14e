(select r.id, r.sale_added as last from saint.calculated_relation r where r.calculation = calculation.monitor)
