create function saint.await(request bigint, seconds double precision default 5)
returns table (state text, errors jsonb, changes jsonb, matches bigint, sample jsonb)
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    until constant timestamptz := clock_timestamp() + seconds * interval '1 second';
    found_request record;
begin
    -- Each statement of it has to see what a worker has committed meanwhile.
    if current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then
        raise exception 'waiting needs isolation level read committed, this transaction is %',
            current_setting('transaction_isolation')
            using errcode = 'invalid_transaction_state', hint = 'Wait in a transaction of its own.';
    end if;
    if saint.proposed_here(request) then
        raise exception 'request % was proposed in this transaction, and no worker sees it before that is committed', request
            using errcode = 'invalid_transaction_state', hint = 'Commit, then wait for the answer.';
    end if;
    loop
        select r.state, r.confirmed_at, r.errors, r.changes, r.matches, r.sample into found_request
        from saint.request as r
        where r.request = await.request;
        if not found then
            raise exception 'there is no request % of yours', request using
                errcode = 'no_data_found', hint = 'saint.request lists them.';
        end if;
        exit when clock_timestamp() >= until
            or (found_request.state = 'checked' and found_request.confirmed_at is null)
            or found_request.state in ('refused', 'applied', 'failed', 'cancelled');
        perform pg_sleep(0.02);
    end loop;
    return query select
        found_request.state, found_request.errors, found_request.changes, found_request.matches, found_request.sample;
end
$$;
comment on function saint.await(bigint, double precision) is
    'What became of the request, once it is checked, refused, applied, failed or cancelled, or as it is after so many seconds';

