create function saint.follow_up_users(of_status text, all_ids text[], of_user text, or_user text)
returns table (ids text[], for_user text)
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    described saint.status := saint.find_status(of_status);
begin
    if of_user is not null or or_user is null or described.follow_up is null then
        return query select all_ids, of_user where cardinality(all_ids) > 0;
        return;
    end if;
    return query execute format(
        'select array_agg(v.id order by v.id), case when v.variables ->> $2 is null then $3 end
         from %s($1) as v group by v.variables ->> $2 is null',
        saint.compiled_function(described.entity || '_texts')
    ) using all_ids, '@' || (described.follow_up ->> 'user'), or_user;
end
$$;
comment on function saint.follow_up_users(text, text[], text, text) is
    'Internal: for whom follow-ups are: of_user, or the one of each record (NULL), or or_user for the records that have none';
