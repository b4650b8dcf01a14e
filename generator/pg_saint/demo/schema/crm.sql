-- The CRM of Bridgecom, a computer shop in Oslo with customers in four countries.
-- Nothing in here knows of pg_saint.
create schema crm;
