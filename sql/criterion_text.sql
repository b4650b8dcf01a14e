create function saint.criterion_text(criterion text, words jsonb, language text) returns text
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    literal constant text := '(''(?:[^'']|'''')*''|-?\d[\d.]*|true|false|today)';
    -- one of a single value, as the library writes it
    c text := regexp_replace(
        regexp_replace(btrim(criterion), '\mnot\s+in\s*\(\s*(''(?:[^'']|'''')*'')\s*\)', '<> \1', 'gi'),
        '\min\s*\(\s*(''(?:[^'']|'''')*'')\s*\)', '= \1', 'gi'
    );
    parts text[];
    m text[];
    many text;
begin
    -- a or b
    parts := saint.split_criteria(c, 'or');
    if cardinality(parts) > 1 then
        return (
            select string_agg(saint.criterion_text(p.part, words, language), ' ' || (words ->> 'or') || ' ' order by p.place)
            from unnest(parts) with ordinality as p (part, place)
        );
    end if;
    -- count(activity) filter (where ...) < 2
    m := regexp_match(c, '^count\s*\(\s*(\w+)\s*\)(?:\s*filter\s*\(\s*where\s+(.*)\))?\s*(<=|>=|<>|!=|<|>|=)\s*(\d+)$', 'i');
    if m is not null and saint.is_balanced(m[2]) then
        many := format(words #>> array['how many', replace(m[3], '!=', '<>')], m[4]);
        if (m[3] = '=' and m[4] = '0') or (m[3] = '<' and m[4] = '1') then
            many := words ->> 'none';
        end if;
        return saint.event_text(lower(m[1]), m[2], many, words, several => true);
    end if;
    -- not exists(activity) filter (where ...)
    m := regexp_match(c, '^(not\s+)?exists\s*\(\s*(\w+)\s*\)(?:\s*filter\s*\(\s*where\s+(.*)\))?$', 'i');
    if m is not null and saint.is_balanced(m[3]) then
        many := case when m[1] is null then words ->> 'any' else words ->> 'none' end;
        return saint.event_text(lower(m[2]), m[3], many, words, several => m[1] is not null);
    end if;
    -- not company.status('neglected_customer')
    m := regexp_match(c, '^(not\s+)?(?:([\w.]+)\.)?(status|selection)\s*\(\s*''(\w+)''\s*\)$', 'i');
    if m is not null then
        return concat_ws(' ', replace(m[2], '.', ' '), format(
            words ->> (case when m[1] is null then '' else 'no ' end || lower(m[3])),
            coalesce(
                (select saint.in_language(s.titles, language) from saint.status as s where s.status = m[4] and lower(m[3]) = 'status'),
                (select saint.in_language(s.titles, language) from saint.selection as s where s.selection = m[4] and lower(m[3]) = 'selection'),
                m[4])));
    end if;
    -- city = 'Oslo'
    m := regexp_match(c, '^([\w.]+)\s*(<=|>=|<>|!=|<|>|=)\s*' || literal || '$', 'i');
    if m is not null then
        return format(
            words #>> array['field', replace(m[2], '!=', '<>')],
            translate(m[1], '_.', '  '), replace(regexp_replace(m[3], '^''(.*)''$', '\1'), '''''', ''''));
    end if;
    m := regexp_match(c, '^([\w.]+)\s+(not\s+)?in\s*\((.*)\)$', 'i');
    if m is not null and saint.is_balanced(m[3]) then
        return format(
            words #>> array['field', case when m[2] is null then 'in' else 'not in' end],
            translate(m[1], '_.', '  '), regexp_replace(m[3], '''((?:[^'']|'''')*)''', '\1', 'g'));
    end if;
    m := regexp_match(c, '^([\w.]+)\s+is\s+(not\s+)?null$', 'i');
    if m is not null then
        return format(words #>> array['field', case when m[2] is null then 'null' else 'not null' end], translate(m[1], '_.', '  '));
    end if;
    return btrim(criterion);
end
$$;
comment on function saint.criterion_text(text, jsonb, text) is
    'Internal: one criterion in words, or as it is written where there are none for it';

