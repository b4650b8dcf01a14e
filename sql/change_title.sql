-- An arrow where the database's encoding is sure to have one.
create function saint.change_title(was text, became text) returns text
language sql stable parallel safe
as $$
    select was || ' '
        || pg_catalog.chr(case pg_catalog.getdatabaseencoding() when 'UTF8' then 8594 else 62 end)
        || ' ' || became
$$;
comment on function saint.change_title(text, text) is 'Internal: the title of a moment that is a change: quote > order';

