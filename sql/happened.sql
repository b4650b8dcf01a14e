create function saint.happened(
    of_entity text, of_user text, since timestamptz, after text default null, page integer default 50,
    until timestamptz default null
)
returns table (
    entity text, id text, kind text, source text, source_key text, occurred_at timestamptz, "user" text, title text,
    counted boolean, bookmark text, planned boolean
)
language sql stable parallel unsafe rows 50
set search_path = pg_catalog, pg_temp
as $$
    select m.* from saint.moments_page(of_entity, 'happened', of_user, since, coalesce(until, saint.tomorrow()), after, page) as m;
$$;
comment on function saint.happened(text, text, timestamptz, text, integer, timestamptz) is
    'What happened since then, and before `until` (NULL: up to today), to the records for which a user is responsible';
