-- Such that adding and taking away gives back the sum before. PostgreSQL's own cast to numeric rounds to 6 or 15 digits, which is
-- all that most numbers have; and one expression is put in the place of the call.
create function saint.exact(x double precision) returns numeric
language sql immutable parallel safe
return case
    -- rounded up it could be more than a double precision holds
    when x not between -1e300 and 1e300 then saint.shortest(x)
    when x = x::numeric::double precision then x::numeric
    else saint.shortest(x)
end;
comment on function saint.exact(double precision) is
    'Internal: a floating point number with all of its digits, to be summed';

create function saint.exact(x real) returns numeric
language sql immutable parallel safe
return case when x = x::numeric::real then x::numeric else saint.shortest(x) end;
comment on function saint.exact(real) is 'Internal: a floating point number with all of its digits, to be summed';
