-- The number that PostgreSQL shows: the shortest one that is read as the same floating point number.
create function saint.shortest(x double precision) returns numeric
language sql immutable strict parallel safe
set extra_float_digits = 1
return x::text::numeric;
comment on function saint.shortest(double precision) is
    'Internal: a floating point number as it is shown, whatever extra_float_digits is';

create function saint.shortest(x real) returns numeric
language sql immutable strict parallel safe
set extra_float_digits = 1
return x::text::numeric;
comment on function saint.shortest(real) is
    'Internal: a floating point number as it is shown, whatever extra_float_digits is';
