-- Rights and search_path: see write_follow_ups. All at once; where the CRM does not take that, one after the other, so
-- that one record without a responsible user does not stand in the way of the others.
create function saint.write_follow_ups_each(
    status text, ids text[], language text, type text, title text, in_days integer, for_user text, or_user text,
    again boolean
) returns table (id text, key text, problem text)
language plpgsql volatile parallel unsafe
as $$
declare
    described saint.status := saint.find_status(status);
    refused record;
    part record;
    one text;
    written boolean := false;
    failure text;
    failure_state text;
    failure_hint text;
begin
    for refused in
        select r.id, r.problem from saint.follow_ups_refused(status, ids, type, true, again) as r
        where described.follow_up is not null
    loop
        ids := pg_catalog.array_remove(ids, refused.id);
        id := refused.id;
        problem := refused.problem;
        return next;
    end loop;
    problem := null;
    for part in select p.ids, p.for_user from saint.follow_up_users(status, ids, for_user, or_user) as p loop
        begin
            return query
            select f.id, f.key, null::text
            from saint.write_follow_ups(status, part.ids, language, type, title, in_days, part.for_user) as f;
            written := true;
        exception
            when integrity_constraint_violation or data_exception then
                get stacked diagnostics
                    failure = message_text, failure_state = returned_sqlstate, failure_hint = pg_exception_hint;
                foreach one in array part.ids loop
                    id := one;
                    key := null;
                    begin
                        select f.key into key
                        from saint.write_follow_ups(status, array[one], language, type, title, in_days, part.for_user) as f;
                        problem := null;
                        written := true;
                    exception
                        when integrity_constraint_violation or data_exception then
                            problem := sqlerrm;
                    end;
                    return next;
                end loop;
        end;
    end loop;
    if not written and failure is not null then
        raise exception '%', failure using errcode = failure_state, hint = failure_hint;
    end if;
end
$$;
comment on function saint.write_follow_ups_each(text, text[], text, text, text, integer, text, text, boolean) is
    'Internal: writes the default follow-up of a status for records, but for those of which the CRM does not take it: their problem';
