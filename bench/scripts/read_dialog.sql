-- The status dialog of one customer.
\set company 5 * random(1, :companies / 5)
select saint.status_dialog('company', :company::text);
