-- Who looks at the pages: a sales manager, and one of her people, who sees no revenue.
create role linnea login password 'bridgecom' in role saint_reader, saint_revenue, saint_contact, saint_admin;
create role jonas login password 'bridgecom' in role saint_reader;
grant usage on schema crm to linnea, jonas;
grant select, insert on crm.activity to linnea, jonas;
grant select on crm.follow_up_type to linnea, jonas;
