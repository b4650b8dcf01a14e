-- Nothing that a lower role may change is run with the rights of a higher one.
create function saint.trusts(owner oid) returns boolean
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    me oid := (select r.oid from pg_roles as r where r.rolname = current_user);
    mine text[];
begin
    if owner = me or (select r.rolsuper from pg_roles as r where r.oid = owner) then
        return true;
    end if;
    mine := saint.powers(me);
    return mine = '{}' or not exists (
        select
        from pg_roles as r
        where r.rolcanlogin and pg_has_role(r.oid, owner, 'member') and not r.rolsuper
            and r.oid <> me and not mine <@ saint.powers(r.oid)
    );
end
$$;
comment on function saint.trusts(oid) is
    'Internal: whether current_user loses nothing by running what belongs to a role: nobody can log in as it who has '
    'fewer powers';
