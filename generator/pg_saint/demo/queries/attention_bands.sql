-- The bands of the contact view and of the sales view beside each other.
select contact.color as band_color, contact.relations, contact.lowest, contact.highest,
       sales.relations as sales_relations, sales.lowest as sales_lowest, sales.highest as sales_highest,
       sales.revenue, sales.revenue_percent
from saint.attention_top_customers_bands as contact
left join saint.attention_top_customers_sales_bands as sales using (band)
order by contact.band
