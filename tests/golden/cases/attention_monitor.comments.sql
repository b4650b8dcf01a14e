comment on view saint.contact_moment is 'Every contact moment of every record. Exact at every read.';
comment on column saint.contact_moment.entity is 'What the record is: company, person, project, as the definition calls it';
comment on column saint.contact_moment.id is 'Key of the record, as text: of all entities in one column';
comment on column saint.contact_moment.kind is 'history, correspondence, sales, helpdesk, or what else the definition calls it';
comment on column saint.contact_moment.source is 'The source of the definition that it comes from';
comment on column saint.contact_moment.source_key is 'Key of its row in the source''s table, as text';
comment on column saint.contact_moment.occurred_at is 'When it happened';
comment on column saint.contact_moment."user" is 'Key of the user who made it, as text';
comment on column saint.contact_moment.title is 'What it is called';
comment on column saint.contact_moment.counted is 'Whether attention monitors count it';
comment on column saint.contact_moment.planned is 'Whether it is after today: shown, and not counted';

comment on materialized view saint_data.attention_customers is 'Internal: the result of the last calculation of the monitor (attention_monitor.yaml:23)';

comment on view saint.attention_customers is 'Customers: how much attention each relation got. As of the last calculation, at calculated_at. (attention_monitor.yaml:23)';
comment on column saint.attention_customers.id is 'Key of the relation, as the CRM has it';
comment on column saint.attention_customers.color is 'The relation''s own colour, as the CRM has it';
comment on column saint.attention_customers.code is 'The relation''s code';
comment on column saint.attention_customers.name is 'The relation''s name';
comment on column saint.attention_customers.total is 'How many contact moments it had in the period';
comment on column saint.attention_customers.days is 'Days since its last contact moment of any kind, on the day of the calculation';
comment on column saint.attention_customers.band is 'Number of its band in the contact view: a row of saint.attention_customers_bands';
comment on column saint.attention_customers.history is 'How many of them are of the kind history';
comment on column saint.attention_customers.correspondence is 'How many of them are of the kind correspondence';
comment on column saint.attention_customers.sales is 'How many of them are of the kind sales';
comment on column saint.attention_customers.helpdesk is 'How many of them are of the kind helpdesk';
comment on column saint.attention_customers.history_days is 'Days since the last one of the kind history, on the day of the calculation';
comment on column saint.attention_customers.correspondence_days is 'Days since the last one of the kind correspondence, on the day of the calculation';
comment on column saint.attention_customers.sales_days is 'Days since the last one of the kind sales, on the day of the calculation';
comment on column saint.attention_customers.helpdesk_days is 'Days since the last one of the kind helpdesk, on the day of the calculation';
comment on column saint.attention_customers.band_hex is 'Colour of its band, as #rrggbb';
comment on column saint.attention_customers.calculated_at is 'When the monitor was last calculated: what is shown is as of then';

comment on view saint.attention_customers_bands is 'Customers: the six bands of the contact view. As of the last calculation, at calculated_at. (attention_monitor.yaml:23)';
comment on column saint.attention_customers_bands.band is 'Number of the band, from 0';
comment on column saint.attention_customers_bands.color is 'Colour of the band, by name';
comment on column saint.attention_customers_bands.relations is 'How many relations are in it';
comment on column saint.attention_customers_bands.lowest is 'The lowest total of contact moments that it covers';
comment on column saint.attention_customers_bands.highest is 'The highest total that it covers; NULL: no upper end';
comment on column saint.attention_customers_bands.hex is 'Colour of the band, as #rrggbb';
comment on column saint.attention_customers_bands.calculated_at is 'When the monitor was last calculated: what is shown is as of then';

comment on view saint.attention_customers_summary is 'Customers: the three areas of the contact view. As of the last calculation, at calculated_at. (attention_monitor.yaml:23)';
comment on column saint.attention_customers_summary.area is 'little, average or much';
comment on column saint.attention_customers_summary.relations is 'How many relations are in it';
comment on column saint.attention_customers_summary.percent is 'Percentage of all relations';
comment on column saint.attention_customers_summary.calculated_at is 'When the monitor was last calculated: what is shown is as of then';

comment on view saint.attention_customers_sales is 'Customers: revenue against attention, of each relation that has either. As of the last calculation, at calculated_at. (attention_monitor.yaml:23)';
comment on column saint.attention_customers_sales.id is 'Key of the relation, as the CRM has it';
comment on column saint.attention_customers_sales.code is 'The relation''s code';
comment on column saint.attention_customers_sales.name is 'The relation''s name';
comment on column saint.attention_customers_sales.total is 'How many contact moments it had in the period';
comment on column saint.attention_customers_sales.revenue is 'Its revenue in the period, in the currency of the CRM''s amounts';
comment on column saint.attention_customers_sales.sales_days is 'Days since its last contact moment of the kind sales, on the day of the calculation';
comment on column saint.attention_customers_sales.revenue_per_moment is 'Revenue for each contact moment; NULL: there was none';
comment on column saint.attention_customers_sales.band is 'Number of its band in the sales view: a row of saint.attention_customers_sales_bands';
comment on column saint.attention_customers_sales.area is 'possibly insufficient attention for the revenue, average, or possibly too much';
comment on column saint.attention_customers_sales.band_hex is 'Colour of its band, as #rrggbb';
comment on column saint.attention_customers_sales.calculated_at is 'When the monitor was last calculated: what is shown is as of then';

comment on view saint.attention_customers_sales_bands is 'Customers: the six bands of the sales view. As of the last calculation, at calculated_at. (attention_monitor.yaml:23)';
comment on column saint.attention_customers_sales_bands.band is 'Number of the band, from 0';
comment on column saint.attention_customers_sales_bands.color is 'Colour of the band, by name';
comment on column saint.attention_customers_sales_bands.relations is 'How many relations are in it';
comment on column saint.attention_customers_sales_bands.lowest is 'The lowest revenue for each contact moment that it covers';
comment on column saint.attention_customers_sales_bands.highest is 'The highest that it covers; NULL: no upper end';
comment on column saint.attention_customers_sales_bands.hex is 'Colour of the band, as #rrggbb';
comment on column saint.attention_customers_sales_bands.revenue is 'Revenue of the relations in it';
comment on column saint.attention_customers_sales_bands.revenue_percent is 'Percentage of all revenue';
comment on column saint.attention_customers_sales_bands.calculated_at is 'When the monitor was last calculated: what is shown is as of then';

comment on view saint.attention_customers_sales_summary is 'Customers: the three areas of the sales view. As of the last calculation, at calculated_at. (attention_monitor.yaml:23)';
comment on column saint.attention_customers_sales_summary.area is 'possibly insufficient attention for the revenue, average, or possibly too much; where there is no distribution: why';
comment on column saint.attention_customers_sales_summary.relations is 'How many relations are in it';
comment on column saint.attention_customers_sales_summary.percent is 'Percentage of all relations';
comment on column saint.attention_customers_sales_summary.revenue is 'Revenue of the relations in it';
comment on column saint.attention_customers_sales_summary.revenue_percent is 'Percentage of all revenue';
comment on column saint.attention_customers_sales_summary.calculated_at is 'When the monitor was last calculated: what is shown is as of then';

comment on view saint.attention_customers_excluded is 'Customers: the relations with neither contact moments nor revenue. As of the last calculation, at calculated_at. (attention_monitor.yaml:23)';
comment on column saint.attention_customers_excluded.id is 'Key of the relation, as the CRM has it';
comment on column saint.attention_customers_excluded.code is 'The relation''s code';
comment on column saint.attention_customers_excluded.name is 'The relation''s name';
comment on column saint.attention_customers_excluded.calculated_at is 'When the monitor was last calculated: what is shown is as of then';
