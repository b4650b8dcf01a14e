-- A floating point number, a byte string, a point and so on as text.
create function saint.shown(x anyelement) returns text
language sql immutable strict parallel safe
set extra_float_digits = 1 set datestyle = 'ISO' set intervalstyle = 'postgres' set bytea_output = 'hex'
as $$ select x::pg_catalog.text $$;
comment on function saint.shown(anyelement) is
    'Internal: a value as PostgreSQL writes it by default, whatever the session has set';
