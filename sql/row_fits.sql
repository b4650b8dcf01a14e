-- As saint.values_fit(), of a whole row: what else is in it may be a document that jsonb does not take.
create function saint.row_fits(changed record, table_name text, columns text[], types text[]) returns boolean
language plpgsql immutable parallel unsafe set search_path = pg_catalog, pg_temp set extra_float_digits = 1
as $$
declare
    numbers jsonb;
begin
    return saint.values_fit(to_jsonb(changed), columns, types);
exception
    when data_exception or program_limit_exceeded or internal_error then
        execute format(
            'select jsonb_build_object(%s) from (select $1::%s as r) as n',
            (select string_agg(format('%L, (n.r).%I', c.name, c.name), ', ') from unnest(columns) as c (name)),
            table_name
        ) into numbers using changed::text;
        return saint.values_fit(numbers, columns, types);
end
$$;
comment on function saint.row_fits(record, text, text[], text[]) is
    'Internal: whether the numbers of a changed row, in columns that are of a wider type now, are such as the mapped '
    'types hold';
