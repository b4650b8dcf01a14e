create function saint.compiled_function(name text) returns text
language plpgsql volatile parallel restricted
set search_path = pg_catalog, pg_temp
as $$
declare
    data oid := to_regnamespace('saint_data');
    owner oid;
begin
    select p.proowner into owner
    from pg_proc as p
    where p.pronamespace = data and p.proname = compiled_function.name and not saint.trusts(p.proowner)
    limit 1;
    if found then
        -- Its owner could make it another one meanwhile. Only a superuser can lock it, and none on a standby.
        if not pg_is_in_recovery() and (select r.rolsuper from pg_roles as r where r.rolname = current_user) then
            perform from pg_proc as p where p.pronamespace = data and p.proname = compiled_function.name for share;
        end if;
        if exists (
            select from pg_proc as p
            where p.pronamespace = data and p.proname = compiled_function.name and not p.prosecdef
                and not saint.trusts(p.proowner)
        ) then
            raise exception 'function saint_data.% belongs to %, and would run with the rights of %, who may do more',
                name, owner::regrole, current_user
                using errcode = 'insufficient_privilege',
                hint = format('Call it as %s, or as a role that has no more than ours.', owner::regrole);
        end if;
    end if;
    return format('saint_data.%I', name);
end
$$;
comment on function saint.compiled_function(text) is
    'Internal: the name of a compiled function, as SQL; an error where it would run somebody else''s code with more '
    'rights';
