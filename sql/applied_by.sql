-- The content is compiled again by attach and doctor, with the rights of who runs them: they ask who wrote it.
create function saint.applied_by() returns trigger
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    -- A restore, as the owner or a superuser, brings what was.
    if not pg_has_role((select c.relowner from pg_class as c where c.oid = tg_relid), 'usage') then
        new.applied_by := current_user;
    end if;
    return new;
end
$$;
comment on function saint.applied_by() is 'Internal: nobody writes a definition in the name of somebody else';

create trigger applied_by before insert or update on saint.definition
    for each row execute function saint.applied_by();
alter table saint.definition enable always trigger applied_by;

