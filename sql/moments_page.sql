create function saint.moments_page(
    of_entity text, word text, of_what text, since timestamptz, until timestamptz, after text, page integer
)
returns table (
    entity text, id text, kind text, source text, source_key text, occurred_at timestamptz, "user" text, title text,
    counted boolean, bookmark text, planned boolean
)
language plpgsql stable parallel unsafe rows 50
set search_path = pg_catalog, pg_temp
as $$
declare
    mark record := saint.chronology_bookmark(after);
    tomorrow constant timestamptz := saint.tomorrow();
begin
    -- A position before everything that is dated so.
    if until < mark.before then
        mark.before := until;
        mark.source := '';
    end if;
    return query execute pg_catalog.format(
        'select $1, m.id::text, m.kind, m.source, m.source_key, m.occurred_at, m."user", m.title,'
        ' m.counted and m.occurred_at < $9,'
        ' pg_catalog.json_build_array(m.occurred_at, m.source, m.source_key, m.place)::text, m.occurred_at >= $9'
        ' from %s($2, $3, $4, $5, $6, $7, $8) as m',
        saint.attention_function(of_entity, word)
    ) using of_entity, of_what, since, mark.before, mark.source, mark.source_key, mark.place, page, tomorrow;
end
$$;
comment on function saint.moments_page(text, text, text, timestamptz, timestamptz, text, integer) is
    'Internal: a page of what an entity''s compiled function of that word reads of one record, or of one user''s';
