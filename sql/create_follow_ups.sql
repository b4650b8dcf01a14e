-- Rights and search_path: see write_follow_ups.
create function saint.create_follow_ups(
    name text,
    language text default null,
    status text default null,
    type text default null,
    title text default null,
    in_days integer default null,
    for_user text default null,
    or_user text default null,
    again boolean default false
) returns table (id text, key text, problem text)
language plpgsql volatile parallel unsafe
as $$
declare
    source record;
    part_status text;
    part_ids text[];
begin
    select s.* into source from saint.source_of(name) as s;
    status := coalesce(status, case when source.kind = 'status'::text then source.name end);
    if status is not null and (saint.find_status(status)).entity <> source.entity then
        raise exception 'status % is about %, and % about %',
            status, (saint.find_status(status)).entity, name, source.entity
            using errcode = 'wrong_object_type';
    end if;
    for part_status, part_ids in execute
        case when status is not null then
            pg_catalog.format('select %L as status, pg_catalog.array_agg(s.id) as ids from (%s) as s (id)', status, source.query)
        else
            -- Of a selection: each record's first status that has a follow-up.
            pg_catalog.format(
                'select f.status, pg_catalog.array_agg(f.id) as ids
                 from (
                     select distinct on (s.id) s.id::text as id, s.status
                     from saint.%I as s
                     join saint.status as d on d.status = s.status
                     where d.follow_up is not null and s.id::text in (%s)
                     order by s.id, d.visual desc, d.rank, d.status
                 ) as f
                 group by f.status
                 order by f.status',
                source.entity || '_status'::text, source.query
            )
        end
    loop
        return query
        select f.id, f.key, f.problem
        from saint.write_follow_ups_each(
            part_status, part_ids, language, type, title, in_days, for_user, or_user, again
        ) as f;
    end loop;
end
$$;
comment on function saint.create_follow_ups(text, text, text, text, text, integer, text, text, boolean) is
    'Writes a follow-up for everybody who has a status, or is in a selection; the keys of the new rows, or the problem';
