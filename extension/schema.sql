create schema saint;
comment on schema saint is 'pg_saint: what users read and call';

