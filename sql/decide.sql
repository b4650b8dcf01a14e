create function saint.decide(request bigint, wanted text, possible text[]) returns text
language plpgsql volatile parallel unsafe security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    found_state text;
    who text;
begin
    select p.state, p.proposed_by into found_state, who
    from saint.proposal as p
    where p.request = decide.request
    for update;
    if found_state is null or not (
        who = saint.caller() or pg_has_role(saint.caller(), 'saint_admin', 'usage')
    ) then
        raise exception 'there is no request % of yours', request using
            errcode = 'no_data_found', hint = 'saint.request lists them.';
    end if;
    if found_state <> all (possible) then
        raise exception 'request % is %, and cannot be % any more', request, found_state, wanted using
            errcode = 'object_not_in_prerequisite_state', hint = 'Propose it again.';
    end if;
    return found_state;
end
$$;
comment on function saint.decide(bigint, text, text[]) is
    'Internal: the state of a request that the caller may decide on and that can still become what is wanted; it is held';

