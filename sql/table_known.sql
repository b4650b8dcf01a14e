
create function saint.table_known(table_name text) returns boolean
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
    now_called oid := to_regclass(table_name);
    kind "char";
    persistence "char";
    known boolean;
begin
    select c.relkind, c.relpersistence into kind, persistence from pg_class as c where c.oid = now_called;
    if kind is distinct from 'r' and kind is distinct from 'p' then
        return false;
    end if;
    select case
            when m.catalog = 'saint.mapped_table'::regclass then m.relation = now_called
            -- restored: its rows came along, unless they were left out
            else kind = 'p' or pg_relation_size(now_called) > 0
        end
    into known
    from saint.mapped_table as m
    where m.table_name = table_known.table_name;
    if known is not true or kind = 'r' and exists (select from pg_inherits as i where i.inhparent = now_called) then
        return false;
    end if;
    -- a standby has no unlogged tables, and the stored rows are as its primary has them
    if persistence = 'u' and not pg_is_in_recovery() then
        return exists (select from saint.not_crashed as n where n.table_name = table_known.table_name);
    end if;
    return true;
end
$$;
comment on function saint.table_known(text) is
    'Internal: whether the stored rows were computed from the table that has this name now, as it is';
