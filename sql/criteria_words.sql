-- In each language: how many of a source, what it is called (one, several), what tells its rows apart, when, and what
-- a field is. A noun or an adjective that is missing stays what the definition calls it.
create function saint.criteria_words(language text) returns jsonb
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case coalesce(saint.language_for(language, array['en', 'nl', 'no', 'da']), 'en')
        when 'nl' then '{
            "how many": {"<": "minder dan %s", "<=": "hoogstens %s", ">": "meer dan %s", ">=": "minstens %s", "=": "precies %s", "<>": "niet precies %s"},
            "none": "geen", "any": "minstens één",
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
            "how many": {"<": "færre enn %s", "<=": "høyst %s", ">": "mer enn %s", ">=": "minst %s", "=": "nøyaktig %s", "<>": "ikke nøyaktig %s"},
            "none": "ingen", "any": "minst én",
            "nouns": {"activity": ["aktivitet", "aktiviteter"], "sale": ["salg", "salg"], "document": ["dokument", "dokumenter"], "request": ["henvendelse", "henvendelser"], "project": ["prosjekt", "prosjekter"], "person": ["person", "personer"], "company": ["firma", "firmaer"], "invoice": ["faktura", "fakturaer"]},
            "adjectives": {"outgoing": "utgående", "incoming": "innkommende", "completed": "fullførte", "not completed": "ufullførte"},
            "units": {"day": "dagene", "week": "ukene", "month": "månedene", "quarter": "kvartalene", "year": "årene"},
            "past": "i de siste %s %s", "ahead": "i de neste %s %s",
            "this": {"day": "i dag", "week": "denne uken", "month": "denne måneden", "quarter": "dette kvartalet", "half_year": "dette halvåret", "year": "i år"},
            "previous": {"day": "i går", "week": "forrige uke", "month": "forrige måned", "quarter": "forrige kvartal", "half_year": "forrige halvår", "year": "i fjor"},
            "next": {"day": "i morgen", "week": "neste uke", "month": "neste måned", "quarter": "neste kvartal", "half_year": "neste halvår", "year": "neste år"},
            "field": {"=": "%s er %s", "<>": "%s er ikke %s", "<": "%s er mindre enn %s", "<=": "%s er høyst %s", ">": "%s er mer enn %s", ">=": "%s er minst %s", "in": "%s er en av %s", "not in": "%s er ingen av %s", "null": "%s er tom", "not null": "%s er ikke tom"},
            "with": "med %s %s", "where": "der %s", "status": "har statusen %s", "no status": "har ikke statusen %s", "selection": "er i utvalget %s", "no selection": "er ikke i utvalget %s",
            "and": "og", "or": "eller", "not": "ikke: %s"}'
        when 'da' then '{
            "how many": {"<": "færre end %s", "<=": "højst %s", ">": "mere end %s", ">=": "mindst %s", "=": "præcis %s", "<>": "ikke præcis %s"},
            "none": "ingen", "any": "mindst én",
            "nouns": {"activity": ["aktivitet", "aktiviteter"], "sale": ["salg", "salg"], "document": ["dokument", "dokumenter"], "request": ["henvendelse", "henvendelser"], "project": ["projekt", "projekter"], "person": ["person", "personer"], "company": ["firma", "firmaer"], "invoice": ["faktura", "fakturaer"]},
            "adjectives": {"outgoing": "udgående", "incoming": "indgående", "completed": "afsluttede", "not completed": "uafsluttede"},
            "units": {"day": "dage", "week": "uger", "month": "måneder", "quarter": "kvartaler", "year": "år"},
            "past": "i de sidste %s %s", "ahead": "i de næste %s %s",
            "this": {"day": "i dag", "week": "denne uge", "month": "denne måned", "quarter": "dette kvartal", "half_year": "dette halvår", "year": "i år"},
            "previous": {"day": "i går", "week": "forrige uge", "month": "forrige måned", "quarter": "forrige kvartal", "half_year": "forrige halvår", "year": "sidste år"},
            "next": {"day": "i morgen", "week": "næste uge", "month": "næste måned", "quarter": "næste kvartal", "half_year": "næste halvår", "year": "næste år"},
            "field": {"=": "%s er %s", "<>": "%s er ikke %s", "<": "%s er mindre end %s", "<=": "%s er højst %s", ">": "%s er mere end %s", ">=": "%s er mindst %s", "in": "%s er en af %s", "not in": "%s er ingen af %s", "null": "%s er tom", "not null": "%s er ikke tom"},
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

