
create function saint.values_fit(changed_row jsonb, columns text[], types text[]) returns boolean
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
    select coalesce(bool_and(
        case
            when held.type in ('smallint', 'integer', 'bigint') then
                (changed_row ->> held.name)::numeric = trunc((changed_row ->> held.name)::numeric)
                and case held.type
                    when 'smallint' then (changed_row ->> held.name)::numeric between -32768 and 32767
                    when 'integer' then (changed_row ->> held.name)::numeric between -2147483648 and 2147483647
                    else (changed_row ->> held.name)::numeric between -9223372036854775808 and 9223372036854775807
                end
            -- whether a real can hold it exactly: a whole number of so many bits
            when held.type = 'real' then
                (changed_row ->> held.name)::numeric = trunc((changed_row ->> held.name)::numeric)
                and (changed_row ->> held.name)::numeric between -16777216 and 16777216
            else true
        end
    ), true)
    from unnest(columns, types) as held (name, type)
$$;
comment on function saint.values_fit(jsonb, text[], text[]) is
    'Whether the numbers of a changed row, in columns that are of a wider type now, are such as the mapped types hold';

