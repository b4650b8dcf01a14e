-- Nobody but the owner creates in schema saint, where the commands of everybody find their functions. Who applies makes
-- a view elsewhere, and it is moved here: by a name that no function has, and nothing of it is run or read again.
create function saint.publish(view regclass) returns void
language plpgsql volatile parallel unsafe security definer set search_path = pg_catalog, pg_temp
as $$
declare
    made pg_class := (select c from pg_class as c where c.oid = view);
    kind text := case made.relkind when 'v' then 'view' when 'm' then 'materialized view' end;
begin
    if kind is null then
        raise exception '% is not a view', view using errcode = 'wrong_object_type';
    end if;
    if not pg_has_role(saint.caller(), made.relowner, 'member') then
        raise exception 'view % is not yours', view using errcode = 'insufficient_privilege';
    end if;
    -- Inside of this function current_user is the extension's owner, who may be no superuser.
    if not pg_has_role(current_user, made.relowner, 'member') then
        raise exception '% does not own % and cannot move it into schema saint', current_user, view
            using errcode = 'insufficient_privilege',
            hint = format('As %s: grant create on schema saint to %s', current_user, made.relowner::regrole);
    end if;
    if exists (select from pg_proc as p where p.pronamespace = 'saint'::regnamespace and p.proname = made.relname) then
        raise exception 'saint.% is a function', made.relname using errcode = 'duplicate_object';
    end if;
    execute format('alter %s %s set schema saint', kind, view);
    -- Somebody may have given its name to another one meanwhile.
    if (select c.relnamespace from pg_class as c where c.oid = view) <> 'saint'::regnamespace then
        raise exception 'view % was renamed', view using errcode = 'object_in_use';
    end if;
end
$$;
comment on function saint.publish(regclass) is
    'Internal: moves a view of the caller into schema saint, where only the extension''s owner creates';
