create function saint.propose(definition jsonb, comment text default null, confirmed boolean default false) returns bigint
language plpgsql volatile parallel unsafe security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    made bigint;
begin
    perform saint.require_proposable(definition);
    insert into saint.proposal (kind, name, definition, comment, proposed_by, confirmed_by, confirmed_at)
    select
        coalesce(string_agg(distinct part.kind, ', '), 'nothing'), coalesce(string_agg(part.name, ', '), ''),
        propose.definition, propose.comment, saint.caller(),
        case when confirmed then saint.caller() end, case when confirmed then clock_timestamp() end
    from saint.parts_of(propose.definition) as part
    returning request into made;
    perform pg_notify('saint_work', '');
    return made;
end
$$;
comment on function saint.propose(jsonb, text, boolean) is
    'Proposes statuses, counters, selections, monitors: the sections of a definition file as JSON. A worker (saint run) '
    'checks it, and applies it once it is confirmed (at once: confirmed => true); saint.request says what it found. '
    'Returns the request';

