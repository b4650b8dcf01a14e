create function saint.to_text(criteria jsonb, language text default null) returns text
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    spoken constant text := coalesce(language, (select l.language from saint.language as l order by l.place limit 1), 'en');
    words constant jsonb := saint.criteria_words(spoken);
    conjunction constant text := ' ' || (words ->> 'and') || ' ';
begin
    return case jsonb_typeof(criteria)
        when 'string' then (
            select string_agg(saint.criterion_text(p.part, words, spoken), conjunction order by p.place)
            from unnest(saint.split_criteria(criteria #>> '{}', 'and')) with ordinality as p (part, place)
        )
        when 'array' then (
            select string_agg(saint.to_text(p.part, spoken), conjunction order by p.place)
            from jsonb_array_elements(criteria) with ordinality as p (part, place)
        )
        when 'object' then (
            select case p.key
                when 'not' then format(words ->> 'not', saint.to_text(p.value, spoken))
                when 'any' then case when jsonb_typeof(p.value) <> 'array' then saint.to_text(p.value, spoken) else (
                    select string_agg(saint.to_text(q.part, spoken), ' ' || (words ->> 'or') || ' ' order by q.place)
                    from jsonb_array_elements(p.value) with ordinality as q (part, place)
                ) end
                else saint.to_text(p.value, spoken)
            end
            from jsonb_each(criteria) as p
            limit 1
        )
        else criteria #>> '{}'
    end;
end
$$;
comment on function saint.to_text(jsonb, text) is
    'Criteria as a sentence, in en, nl, no or da: fewer than 2 outgoing activities in the last 30 days. What there are no '
    'words for stays as it is written';

create function saint.to_text(criteria text, language text default null) returns text
language sql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select saint.to_text(to_jsonb(criteria), language)
$$;
comment on function saint.to_text(text, text) is 'The same of criteria that are one text';

