create function saint.kind_of_type(kind text, type text) returns text
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case
        when kind in ('source', 'status', 'selection') then kind
        when kind = 'period' then null
        when type = 'boolean' then 'boolean'
        when type ~ '^(date|timestamp)' then 'date'
        when type ~ '^(smallint|integer|bigint|numeric|real|double precision)' then 'number'
        else 'text'
    end
$$;
comment on function saint.kind_of_type(text, text) is 'Internal: which operators go with it: text, number, date, source...';

