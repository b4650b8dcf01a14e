create function saint.remove(kind text, name text) returns bigint
language plpgsql volatile parallel unsafe security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    kinds constant text[] := array['status', 'counter', 'selection', 'monitor', 'periods'];
    made bigint;
begin
    if kind is null or kind <> all (kinds) then
        raise exception '% is no kind of what is defined from inside the database', quote_nullable(kind) using
            errcode = 'invalid_parameter_value', hint = 'Write ' || array_to_string(kinds, ', ') || '.';
    end if;
    if name is null then
        raise exception 'a name is missing' using errcode = 'null_value_not_allowed', hint = 'Name what is to go.';
    end if;
    insert into saint.proposal (kind, name, proposed_by)
    values (remove.kind, remove.name, saint.caller())
    returning request into made;
    perform pg_notify('saint_work', '');
    return made;
end
$$;
comment on function saint.remove(text, text) is
    'Proposes that a status, counter, selection or monitor goes that was defined from inside. Returns the request, which '
    'is checked and confirmed as one of saint.propose() is';

