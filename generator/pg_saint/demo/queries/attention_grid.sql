-- The relations of the monitor top_customers with the most and with the least attention.
with placed as (
    select grid.*, band.color as band_color,
           row_number() over (order by grid.total desc, grid.id) as place,
           count(*) over () as relations
    from saint.attention_top_customers as grid
    join saint.attention_top_customers_bands as band using (band)
)
select code, name, total, days, band_color, history, correspondence, sales, helpdesk
from placed
where place <= 7 or place > relations - 7
order by place
