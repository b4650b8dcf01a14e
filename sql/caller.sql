-- Inside a security definer function current_user is its owner.
create function saint.caller() returns text
language sql stable parallel restricted
as $$
    select coalesce(
        nullif(pg_catalog.current_setting('role'), 'none'),
        session_user::text
    )
$$;
comment on function saint.caller() is 'Internal: the role that called: the one of SET ROLE, or who logged in';
