-- The session's role, and not the owner of a function in between: what is compiled asks with its owner's rights.
create function saint.may_see(class text) returns boolean
language sql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    select pg_has_role(saint.caller(), 'saint_' || class, 'usage')
$$;
comment on function saint.may_see(text) is
    'Internal: whether who asks may see what is confidential in that way: revenue, contact';
