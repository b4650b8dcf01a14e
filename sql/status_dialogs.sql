create function saint.status_dialogs(
    entity text, ids text[], language text default null, groups text[] default null, html boolean default false,
    status text default null
) returns table (id text, dialog jsonb)
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    dialogs text := saint.compiled_function((saint.find_entity(entity)).entity || '_dialogs');
begin
    if pg_catalog.to_regproc(dialogs) is null and pg_catalog.to_regclass(format('saint_data.%I', entity || '_now')) is not null
    then
        raise exception 'entity % is in shards of Citus, where there are no texts and no dialogs', entity
            using errcode = 'feature_not_supported';
    end if;
    if status is not null and (saint.find_status(status)).entity <> entity then
        raise exception 'status % is about %, not about %', status, (saint.find_status(status)).entity, entity
            using errcode = 'wrong_object_type';
    end if;
    -- What 0.1.0 compiled knows the first one only.
    if status is not null and not exists (select from pg_proc as p where p.oid = dialogs::regproc and p.pronargs = 5) then
        raise exception 'the definition in force was applied before there was a dialog of any status'
            using errcode = 'object_not_in_prerequisite_state', hint = 'saint apply FILE';
    end if;
    return query execute format(
        'with shown as materialized (select d.id, d.dialog from %s($1, $2, $3, $4%s) as d),
        planned as (
            select f.id, f.status, min(p.date) as date
            from (
                select d.dialog ->> ''status'' as status, array_agg(d.id) as ids
                from shown d where d.dialog -> ''follow_up'' <> ''null'' group by 1
            ) s
            cross join lateral saint.follow_ups_planned(s.status, s.ids) p
            cross join lateral (select p.id, s.status) f
            group by f.id, f.status
        )
        select d.id, case
            when d.dialog -> ''follow_up'' <> ''null'' then jsonb_set(d.dialog, ''{follow_up,planned}'', coalesce(to_jsonb(p.date), ''null''))
            else d.dialog
        end
        from shown d left join planned p on p.id = d.id',
        dialogs, case when status is not null then ', $5' else '' end
    ) using ids, language, groups, html, status;
end
$$;
comment on function saint.status_dialogs(text, text[], text, text[], boolean, text) is
    'The status dialog of many records: one row for each that has a status; groups: of the user, NULL for all; '
    'status: that one, and not the first';
