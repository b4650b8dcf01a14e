-- RFC 4647, "lookup": nb-NO finds nb-no, then nb; then what is of the same language at all: of Norwegian, no, nb and nn
-- are one. pg_saint/languages.py says the same of what is not in the database.
create function saint.language_for(wanted text, available text[]) returns text
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    -- nb_NO.UTF-8 is what a server calls its locale
    asked text := lower(replace(substring(wanted, '^[A-Za-z0-9_-]+'), '_', '-'));
    main text := split_part(asked, '-', 1);
    family text[] := case when main in ('no', 'nb', 'nn') then array[main, 'no', 'nb', 'nn'] else array[main] end;
    found text;
begin
    while asked <> '' loop
        select a.language into found
        from unnest(available) with ordinality as a (language, place)
        where lower(replace(a.language, '_', '-')) = asked
        order by a.place limit 1;
        exit when found is not null;
        -- A single letter goes with what follows it.
        asked := regexp_replace(asked, '((-[a-z0-9])?-|^)[a-z0-9]*$', '');
    end loop;
    if found is null then
        select a.language into found
        from unnest(available) with ordinality as a (language, place)
        cross join lateral (select array_position(family, lower(substring(a.language, '^[A-Za-z0-9]+')))) as f (near)
        where f.near is not null
        order by f.near, a.place limit 1;
    end if;
    return found;
end
$$;
comment on function saint.language_for(text, text[]) is
    'Internal: which of the languages is the one asked for, by its tag: nb-NO is nb, or no; NULL: none';
