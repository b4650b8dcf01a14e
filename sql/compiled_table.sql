create function saint.compiled_table(name text) returns text
language plpgsql volatile parallel restricted
set search_path = pg_catalog, pg_temp
as $$
declare
    named text := format('saint_data.%I', name);
    found record;
begin
    select c.oid, c.relowner as owner into found from pg_class as c where c.oid = to_regclass(named);
    if found.oid is not null and not saint.trusts(found.owner) then
        -- From here on nobody gives it a trigger.
        execute format('lock table only %s in row exclusive mode', named);
        if exists (
            select from pg_class as c
            where c.oid = to_regclass(named)
                and (c.relkind <> 'r' or c.relhastriggers or c.relhasrules or c.relrowsecurity)
        ) then
            raise exception 'table % belongs to %, who has put something on it that would run with the rights of %',
                named, found.owner::regrole, current_user
                using errcode = 'insufficient_privilege',
                hint = 'Look at its triggers, rules and policies; saint drop, then saint apply FILE recreates it.';
        end if;
    end if;
    return named;
end
$$;
comment on function saint.compiled_table(text) is
    'Internal: the name of a compiled table that is written to, as SQL; an error where somebody else''s code would '
    'run with more rights';
