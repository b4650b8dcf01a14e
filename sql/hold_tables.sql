
-- While the lock is held nobody can put anything else in a table's place, so it is looked at once more.
create function saint.hold_tables(table_names text[]) returns boolean
language plpgsql volatile parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
    -- says what is wrong, where the lock would only say that it is not there
    perform saint.only_tables(table_names, '{}');
    execute (
        select 'lock table ' || string_agg('only ' || mapped.name, ', ') || ' in access share mode'
        from unnest(table_names) as mapped (name)
    );
    return saint.only_tables(table_names, '{}');
end
$$;
comment on function saint.hold_tables(text[]) is
    'Internal: keeps tables of the CRM what they are until the transaction ends; an error where one of them is not a '
    'table';
