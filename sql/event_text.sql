create function saint.event_text(source text, conditions text, many text, words jsonb, several boolean) returns text
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    noun text := coalesce(words #>> array['nouns', source, several::integer::text], replace(source, '_', ' '));
    before text[] := array[]::text[];
    at text[] := array[]::text[];
    after text[] := array[]::text[];
    condition text;
    m text[];
begin
    for condition in select p.part from unnest(saint.split_criteria(conditions, 'and')) as p (part) loop
        m := regexp_match(condition, '^(past|ahead)\s*\(\s*(\d+)\s*(day|week|month|year)?s?\s*\)$', 'i');
        if m is not null then
            at := array_append(at, format(words ->> lower(m[1]), m[2], words #>> array['units', coalesce(lower(m[3]), 'day')]));
            continue;
        end if;
        m := regexp_match(condition, '^(this|previous|next)\s*\(\s*(day|week|month|quarter|half_year|year)\s*\)$', 'i');
        if m is not null then
            at := array_append(at, (words #>> array[lower(m[1]), lower(m[2])]));
            continue;
        end if;
        m := regexp_match(condition, '^(\w+)\s*=\s*''((?:[^'']|'''')*)''$');
        if m is not null and words -> 'adjectives' ? m[2] then
            before := array_append(before, (words #>> array['adjectives', m[2]]));
        elsif m is not null then
            after := array_append(after, format(words ->> 'with', replace(m[1], '_', ' '), replace(m[2], '''''', '''')));
        elsif condition ~* '^\w+$' and words -> 'adjectives' ? lower(condition) then
            before := array_append(before, (words #>> array['adjectives', lower(condition)]));
        elsif condition ~* '^(not completed|completed is not true)$' then
            before := array_append(before, (words #>> array['adjectives', 'not completed']));
        else
            after := array_append(after, format(words ->> 'where', condition));
        end if;
    end loop;
    return array_to_string(
        array[many] || before || noun || at
        || case when cardinality(after) = 0 then '{}'::text[] else array[array_to_string(after, ' ' || (words ->> 'and') || ' ')] end,
        ' ');
end
$$;
comment on function saint.event_text(text, text, text, jsonb, boolean) is
    'Internal: so many events of a source that meet the conditions, in words';

