-- A list of one's own over what is stored.
select saint.selection_define('mine', 'company', 'status(''neglected_customer'') and incoming_period3 > 1', '{name}')
