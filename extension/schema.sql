do $$
begin
    -- Nothing is tested on those, which PostgreSQL's developers have stopped to maintain.
    if pg_catalog.current_setting('server_version_num')::integer operator(pg_catalog.<) 150000 then
        raise exception 'pg_saint needs PostgreSQL 15 or newer; this server is %',
            pg_catalog.current_setting('server_version');
    end if;
end
$$;
create schema saint;
comment on schema saint is 'pg_saint: what users read and call';

