create function saint.quote_ident(name text) returns text
language sql immutable strict parallel safe
set quote_all_identifiers = off
return pg_catalog.quote_ident(name);
comment on function saint.quote_ident(text) is 'Internal: a name as SQL needs it, whatever quote_all_identifiers is';
