create function saint.chronology_bookmark(
    bookmark text, out before timestamptz, out source text, out source_key text, out place bigint
)
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    if bookmark is null then
        before := 'infinity';
        source := '~'; -- after every name of a source
        source_key := '';
        place := 0;
        return;
    end if;
    before := bookmark::jsonb ->> 0;
    source := bookmark::jsonb ->> 1;
    source_key := bookmark::jsonb ->> 2;
    place := bookmark::jsonb ->> 3;
    if before is null or source is null or source_key is null or place is null then
        raise invalid_parameter_value;
    end if;
exception
    when data_exception then
        raise exception 'this is not a bookmark: %', bookmark
            using errcode = 'invalid_parameter_value', hint = 'Pass the column bookmark of the last row of the page before.';
end
$$;
comment on function saint.chronology_bookmark(text) is
    'Internal: where a page of a chronology begins; NULL: with the newest moment';
