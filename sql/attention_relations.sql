create function saint.attention_relations(of_monitor text, of_band integer)
returns table (
    id text, color text, code text, name text, address text, postal_code text, city text, phone text, email text,
    latitude double precision, longitude double precision, total bigint
)
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    entity text := saint.monitor_entity(of_monitor);
begin
    return query execute pg_catalog.format(
        'select a.id::text, r.color, r.code, r.name, r.address, r.postal_code, r.city, r.phone, r.email, r.latitude,'
        ' r.longitude, a.total'
        ' from %s as a'
        ' left join %s(array(select b.id from %1$s as b where b.band = $1)) as r on r.id = a.id'
        ' where a.band = $1 order by a.total desc, a.id',
        saint.attention_view(of_monitor, ''), saint.attention_function(entity, 'relations')
    ) using of_band;
end
$$;
comment on function saint.attention_relations(text, integer) is
    'The relations in a band of a monitor''s contact view, with their addresses';
