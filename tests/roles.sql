-- What an administrator does once for a server on which owners of databases install pg_saint, and such an owner.
create role saint_reader nologin;
create role saint_revenue nologin;
create role saint_contact nologin;
create role saint_designer nologin;
create role saint_admin nologin;
grant saint_reader to saint_designer;
grant saint_reader, saint_revenue, saint_contact, saint_designer to saint_admin;
create role saint_test_anybody login;
