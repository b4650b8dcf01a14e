create function saint.operators() returns table (name text, form text, types text[], titles jsonb)
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select
        o.name, o.form, o.types,
        case
            -- it has no letters but those of English
            when pg_catalog.getdatabaseencoding() = 'SQL_ASCII' then
                pg_catalog.jsonb_build_object('en', o.titles::pg_catalog.json ->> 'en')
            else o.titles::pg_catalog.jsonb
        end
    from (
        values
            ('=', 'FIELD = VALUE', '{text,number,date,boolean}'::text[], '{"en": "is", "nl": "is", "no": "er", "da": "er"}'),
            ('<>', 'FIELD <> VALUE', '{text,number,date,boolean}', '{"en": "is not", "nl": "is niet", "no": "er ikke", "da": "er ikke"}'),
            ('in', 'FIELD in (VALUES)', '{text,number}', '{"en": "is one of", "nl": "is een van", "no": "er en av", "da": "er en af"}'),
            ('not in', 'FIELD not in (VALUES)', '{text,number}', '{"en": "is none of", "nl": "is geen van", "no": "er ingen av", "da": "er ingen af"}'),
            ('ilike', 'FIELD ilike ''%VALUE%''', '{text}', '{"en": "contains", "nl": "bevat", "no": "inneholder", "da": "indeholder"}'),
            ('not ilike', 'FIELD not ilike ''%VALUE%''', '{text}', '{"en": "does not contain", "nl": "bevat niet", "no": "inneholder ikke", "da": "indeholder ikke"}'),
            ('<', 'FIELD < VALUE', '{number,date}', '{"en": "less than", "nl": "minder dan", "no": "mindre enn", "da": "mindre end"}'),
            ('<=', 'FIELD <= VALUE', '{number,date}', '{"en": "at most", "nl": "hoogstens", "no": "h\u00f8yst", "da": "h\u00f8jst"}'),
            ('>', 'FIELD > VALUE', '{number,date}', '{"en": "more than", "nl": "meer dan", "no": "mer enn", "da": "mere end"}'),
            ('>=', 'FIELD >= VALUE', '{number,date}', '{"en": "at least", "nl": "minstens", "no": "minst", "da": "mindst"}'),
            ('between', 'FIELD between VALUE and VALUE', '{number,date}', '{"en": "from ... to", "nl": "van ... tot en met", "no": "fra ... til", "da": "fra ... til"}'),
            ('is null', 'FIELD is null', '{text,number,date,boolean}', '{"en": "is empty", "nl": "is leeg", "no": "er tom", "da": "er tom"}'),
            ('is not null', 'FIELD is not null', '{text,number,date,boolean}', '{"en": "is not empty", "nl": "is niet leeg", "no": "er ikke tom", "da": "er ikke tom"}'),
            ('past', 'past(DAYS, FIELD)', '{date}', '{"en": "in the last ... days", "nl": "in de laatste ... dagen", "no": "i de siste ... dagene", "da": "i de sidste ... dage"}'),
            ('ahead', 'ahead(DAYS, FIELD)', '{date}', '{"en": "in the next ... days", "nl": "in de komende ... dagen", "no": "i de neste ... dagene", "da": "i de n\u00e6ste ... dage"}'),
            ('this', 'this(UNIT, FIELD)', '{date}', '{"en": "this", "nl": "deze", "no": "denne", "da": "denne"}'),
            ('previous', 'previous(UNIT, FIELD)', '{date}', '{"en": "previous", "nl": "vorige", "no": "forrige", "da": "forrige"}'),
            ('next', 'next(UNIT, FIELD)', '{date}', '{"en": "next", "nl": "volgende", "no": "neste", "da": "n\u00e6ste"}'),
            ('exists', 'exists(SOURCE) filter (where CONDITION)', '{source}', '{"en": "there is any", "nl": "er is minstens een", "no": "det finnes", "da": "der findes"}'),
            ('not exists', 'not exists(SOURCE) filter (where CONDITION)', '{source}', '{"en": "there is no", "nl": "er is geen", "no": "det finnes ingen", "da": "der findes ingen"}'),
            ('count', 'count(SOURCE) filter (where CONDITION)', '{source}', '{"en": "number of", "nl": "aantal", "no": "antall", "da": "antal"}'),
            ('sum', 'sum(SOURCE.FIELD) filter (where CONDITION)', '{source}', '{"en": "sum of", "nl": "som van", "no": "sum av", "da": "sum af"}'),
            ('max', 'max(SOURCE.date) filter (where CONDITION)', '{source}', '{"en": "date of the last", "nl": "datum van de laatste", "no": "dato for siste", "da": "dato for seneste"}'),
            ('min', 'min(SOURCE.date) filter (where CONDITION)', '{source}', '{"en": "date of the first", "nl": "datum van de eerste", "no": "dato for f\u00f8rste", "da": "dato for f\u00f8rste"}'),
            ('status', 'status(''STATUS'')', '{status}', '{"en": "has the status", "nl": "heeft de status", "no": "har statusen", "da": "har statussen"}'),
            ('selection', 'selection(''SELECTION'')', '{selection}', '{"en": "is in the selection", "nl": "is in de selectie", "no": "er i utvalget", "da": "er i udvalget"}'),
            ('and', 'CRITERION and CRITERION', '{criterion}', '{"en": "and", "nl": "en", "no": "og", "da": "og"}'),
            ('or', 'CRITERION or CRITERION', '{criterion}', '{"en": "or", "nl": "of", "no": "eller", "da": "eller"}'),
            ('not', 'not (CRITERION)', '{criterion}', '{"en": "not", "nl": "niet", "no": "ikke", "da": "ikke"}')
    ) as o (name, form, types, titles)
$$;
comment on function saint.operators() is
    'Internal: what a form can offer between a field and a value, with what it is called in four languages';

