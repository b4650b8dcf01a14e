create schema crm;
