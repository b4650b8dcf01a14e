create function saint.in_language(texts jsonb, language text) returns text
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return coalesce(
        texts ->> language,
        texts ->> saint.language_for(language, array(
            select l.language from saint.language as l where texts ? l.language order by l.place
        )),
        (select texts ->> l.language from saint.language as l where texts ? l.language order by l.place limit 1)
    );
end
$$;
comment on function saint.in_language(jsonb, text) is
    'Internal: the text in the language asked for; else in the first of saint.language that it exists in';
