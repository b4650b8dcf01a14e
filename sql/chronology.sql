create function saint.chronology(
    of_entity text, of_id text, after text default null, page integer default 50
)
returns table (
    entity text, id text, kind text, source text, source_key text, occurred_at timestamptz, "user" text, title text,
    counted boolean, bookmark text, planned boolean
)
language sql stable parallel unsafe rows 50
set search_path = pg_catalog, pg_temp
as $$
    select m.* from saint.moments_page(of_entity, 'chronology', of_id, '-infinity', null, after, page) as m;
$$;
comment on function saint.chronology(text, text, text, integer) is
    'Every contact moment of one record, newest first, a page at a time: after the bookmark of the last row seen;'
    ' what is planned comes first';
