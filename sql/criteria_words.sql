-- In each language: how many of a source, what it is called (one, several), what tells its rows apart, when, and what
-- a field is. A noun or an adjective that is missing stays what the definition calls it.
create function saint.criteria_words(language text) returns jsonb
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    -- SQL_ASCII has no letters but those of English.
    select case coalesce(
        case when pg_catalog.getdatabaseencoding() <> 'SQL_ASCII' then
            saint.language_for(language, array['en', 'nl', 'no', 'da'])
        end, 'en')
        when 'nl' then '{
            "how many": {"<": "minder dan %s", "<=": "hoogstens %s", ">": "meer dan %s", ">=": "minstens %s", "=": "precies %s", "<>": "niet precies %s"},
            "none": "geen", "any": "minstens \u00e9\u00e9n",
            "nouns": {"activity": ["activiteit", "activiteiten"], "sale": ["verkoop", "verkopen"], "document": ["document", "documenten"], "request": ["verzoek", "verzoeken"], "project": ["project", "projecten"], "person": ["persoon", "personen"], "company": ["bedrijf", "bedrijven"], "invoice": ["factuur", "facturen"]},
            "adjectives": {"outgoing": "uitgaande", "incoming": "inkomende", "completed": "voltooide", "not completed": "niet voltooide"},
            "units": {"day": "dagen", "week": "weken", "month": "maanden", "quarter": "kwartalen", "year": "jaar"},
            "past": "in de laatste %s %s", "ahead": "in de komende %s %s",
            "this": {"day": "vandaag", "week": "deze week", "month": "deze maand", "quarter": "dit kwartaal", "half_year": "dit halfjaar", "year": "dit jaar"},
            "previous": {"day": "gisteren", "week": "vorige week", "month": "vorige maand", "quarter": "vorig kwartaal", "half_year": "vorig halfjaar", "year": "vorig jaar"},
            "next": {"day": "morgen", "week": "volgende week", "month": "volgende maand", "quarter": "volgend kwartaal", "half_year": "volgend halfjaar", "year": "volgend jaar"},
            "field": {"=": "%s is %s", "<>": "%s is niet %s", "<": "%s is minder dan %s", "<=": "%s is hoogstens %s", ">": "%s is meer dan %s", ">=": "%s is minstens %s", "in": "%s is een van %s", "not in": "%s is geen van %s", "null": "%s is leeg", "not null": "%s is niet leeg"},
            "with": "met %s %s", "where": "waarvoor geldt: %s", "status": "heeft de status %s", "no status": "heeft de status %s niet", "selection": "is in de selectie %s", "no selection": "is niet in de selectie %s",
            "and": "en", "or": "of", "not": "niet: %s"}'
        when 'no' then '{
            "how many": {"<": "f\u00e6rre enn %s", "<=": "h\u00f8yst %s", ">": "mer enn %s", ">=": "minst %s", "=": "n\u00f8yaktig %s", "<>": "ikke n\u00f8yaktig %s"},
            "none": "ingen", "any": "minst \u00e9n",
            "nouns": {"activity": ["aktivitet", "aktiviteter"], "sale": ["salg", "salg"], "document": ["dokument", "dokumenter"], "request": ["henvendelse", "henvendelser"], "project": ["prosjekt", "prosjekter"], "person": ["person", "personer"], "company": ["firma", "firmaer"], "invoice": ["faktura", "fakturaer"]},
            "adjectives": {"outgoing": "utg\u00e5ende", "incoming": "innkommende", "completed": "fullf\u00f8rte", "not completed": "ufullf\u00f8rte"},
            "units": {"day": "dagene", "week": "ukene", "month": "m\u00e5nedene", "quarter": "kvartalene", "year": "\u00e5rene"},
            "past": "i de siste %s %s", "ahead": "i de neste %s %s",
            "this": {"day": "i dag", "week": "denne uken", "month": "denne m\u00e5neden", "quarter": "dette kvartalet", "half_year": "dette halv\u00e5ret", "year": "i \u00e5r"},
            "previous": {"day": "i g\u00e5r", "week": "forrige uke", "month": "forrige m\u00e5ned", "quarter": "forrige kvartal", "half_year": "forrige halv\u00e5r", "year": "i fjor"},
            "next": {"day": "i morgen", "week": "neste uke", "month": "neste m\u00e5ned", "quarter": "neste kvartal", "half_year": "neste halv\u00e5r", "year": "neste \u00e5r"},
            "field": {"=": "%s er %s", "<>": "%s er ikke %s", "<": "%s er mindre enn %s", "<=": "%s er h\u00f8yst %s", ">": "%s er mer enn %s", ">=": "%s er minst %s", "in": "%s er en av %s", "not in": "%s er ingen av %s", "null": "%s er tom", "not null": "%s er ikke tom"},
            "with": "med %s %s", "where": "der %s", "status": "har statusen %s", "no status": "har ikke statusen %s", "selection": "er i utvalget %s", "no selection": "er ikke i utvalget %s",
            "and": "og", "or": "eller", "not": "ikke: %s"}'
        when 'da' then '{
            "how many": {"<": "f\u00e6rre end %s", "<=": "h\u00f8jst %s", ">": "mere end %s", ">=": "mindst %s", "=": "pr\u00e6cis %s", "<>": "ikke pr\u00e6cis %s"},
            "none": "ingen", "any": "mindst \u00e9n",
            "nouns": {"activity": ["aktivitet", "aktiviteter"], "sale": ["salg", "salg"], "document": ["dokument", "dokumenter"], "request": ["henvendelse", "henvendelser"], "project": ["projekt", "projekter"], "person": ["person", "personer"], "company": ["firma", "firmaer"], "invoice": ["faktura", "fakturaer"]},
            "adjectives": {"outgoing": "udg\u00e5ende", "incoming": "indg\u00e5ende", "completed": "afsluttede", "not completed": "uafsluttede"},
            "units": {"day": "dage", "week": "uger", "month": "m\u00e5neder", "quarter": "kvartaler", "year": "\u00e5r"},
            "past": "i de sidste %s %s", "ahead": "i de n\u00e6ste %s %s",
            "this": {"day": "i dag", "week": "denne uge", "month": "denne m\u00e5ned", "quarter": "dette kvartal", "half_year": "dette halv\u00e5r", "year": "i \u00e5r"},
            "previous": {"day": "i g\u00e5r", "week": "forrige uge", "month": "forrige m\u00e5ned", "quarter": "forrige kvartal", "half_year": "forrige halv\u00e5r", "year": "sidste \u00e5r"},
            "next": {"day": "i morgen", "week": "n\u00e6ste uge", "month": "n\u00e6ste m\u00e5ned", "quarter": "n\u00e6ste kvartal", "half_year": "n\u00e6ste halv\u00e5r", "year": "n\u00e6ste \u00e5r"},
            "field": {"=": "%s er %s", "<>": "%s er ikke %s", "<": "%s er mindre end %s", "<=": "%s er h\u00f8jst %s", ">": "%s er mere end %s", ">=": "%s er mindst %s", "in": "%s er en af %s", "not in": "%s er ingen af %s", "null": "%s er tom", "not null": "%s er ikke tom"},
            "with": "med %s %s", "where": "hvor %s", "status": "har statussen %s", "no status": "har ikke statussen %s", "selection": "er i udvalget %s", "no selection": "er ikke i udvalget %s",
            "and": "og", "or": "eller", "not": "ikke: %s"}'
        else '{
            "how many": {"<": "fewer than %s", "<=": "at most %s", ">": "more than %s", ">=": "at least %s", "=": "exactly %s", "<>": "not exactly %s"},
            "none": "no", "any": "at least one",
            "nouns": {"activity": ["activity", "activities"], "sale": ["sale", "sales"], "document": ["document", "documents"], "request": ["request", "requests"], "project": ["project", "projects"], "person": ["person", "persons"], "company": ["company", "companies"], "invoice": ["invoice", "invoices"]},
            "adjectives": {"outgoing": "outgoing", "incoming": "incoming", "completed": "completed", "not completed": "uncompleted"},
            "units": {"day": "days", "week": "weeks", "month": "months", "quarter": "quarters", "year": "years"},
            "past": "in the last %s %s", "ahead": "in the next %s %s",
            "this": {"day": "today", "week": "this week", "month": "this month", "quarter": "this quarter", "half_year": "this half year", "year": "this year"},
            "previous": {"day": "yesterday", "week": "last week", "month": "last month", "quarter": "last quarter", "half_year": "last half year", "year": "last year"},
            "next": {"day": "tomorrow", "week": "next week", "month": "next month", "quarter": "next quarter", "half_year": "next half year", "year": "next year"},
            "field": {"=": "%s is %s", "<>": "%s is not %s", "<": "%s is less than %s", "<=": "%s is at most %s", ">": "%s is more than %s", ">=": "%s is at least %s", "in": "%s is one of %s", "not in": "%s is none of %s", "null": "%s is empty", "not null": "%s is not empty"},
            "with": "with %s %s", "where": "where %s", "status": "has the status %s", "no status": "does not have the status %s", "selection": "is in the selection %s", "no selection": "is not in the selection %s",
            "and": "and", "or": "or", "not": "not: %s"}'
    end::jsonb
$$;
comment on function saint.criteria_words(text) is 'Internal: the words of saint.to_text()';

