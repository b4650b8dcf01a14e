create function saint.split_criteria(criteria text, word text) returns text[]
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    parts text[] := array[]::text[];
    part text := '';
    depth integer := 0;
    ranges integer := 0;
    token text;
begin
    if criteria is null then
        return null;
    end if;
    for token in
        select m[1] from regexp_matches(criteria, '(''(?:[^'']|'''')*''|"[^"]*"|\w+|\s+|.)', 'g') as m
    loop
        depth := depth + case when token in ('(', '[') then 1 when token in (')', ']') then -1 else 0 end;
        if depth = 0 and lower(token) in ('between', 'case') then
            -- what comes next is an operand, up to the word that ends it
            ranges := ranges + 1;
        elsif depth = 0 and ranges > 0 and lower(token) in ('and', 'end') then
            ranges := ranges - 1;
        elsif depth = 0 and ranges = 0 and lower(token) = word then
            parts := array_append(parts, btrim(part));
            part := '';
            continue;
        end if;
        part := part || token;
    end loop;
    return array_append(parts, btrim(part));
end
$$;
comment on function saint.split_criteria(text, text) is
    'Internal: what stands on both sides of each and, or or, that is in no brackets';

