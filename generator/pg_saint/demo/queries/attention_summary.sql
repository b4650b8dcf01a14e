select area, relations, percent, null::numeric as revenue_percent from saint.attention_top_customers_summary
union all
select area, relations, percent, revenue_percent from saint.attention_top_customers_sales_summary
