create function saint.watermark(entity text, id text, groups text[] default null)
returns table (status text, name text, image bytea, media_type text, image_key text)
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
    select d.dialog ->> 'status', d.dialog ->> 'name', i.content, i.media_type, i.image
    from saint.status_dialogs(entity, array[id], null, groups) as d
    left join saint.image as i on i.image = d.dialog ->> 'image'
    where (d.dialog ->> 'visual')::boolean;
end
$$;
comment on function saint.watermark(text, text, text[]) is
    'The image that a user of these groups sees on a record''s card; no row: none';
