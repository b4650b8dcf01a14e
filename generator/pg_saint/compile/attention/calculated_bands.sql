(select b.* from {{ view }} b where b.calculation = calculation.monitor)
