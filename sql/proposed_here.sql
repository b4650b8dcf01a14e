create function saint.proposed_here(request bigint) returns boolean
language sql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp
as $$
    select exists (
        select from saint.proposal as p
        where p.request = proposed_here.request and p.proposed_in = pg_current_xact_id_if_assigned()
    )
$$;
comment on function saint.proposed_here(bigint) is 'Internal: whether it was proposed by the transaction that asks';

