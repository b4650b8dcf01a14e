"""The text of the report in each language."""

from __future__ import annotations

from pg_saint.languages import language_for

LANGUAGES = ("en", "nl", "no", "da")
WORDS = {
    "who": ("Who needs attention on", "Wie aandacht nodig heeft op", "Hvem trenger oppmerksomhet",
        "Hvem har brug for opmærksomhed"),
    "written": ("written at", "geschreven op", "skrevet", "skrevet"),
    "moment": ("All of it is of that moment.", "Alles is van dat moment.", "Alt er fra det øyeblikket.",
        "Alt er fra det øjeblik."),
    "status": ("Status", "Status", "Status", "Status"),
    "records": ("Records", "Aantal", "Antall", "Antal"),
    "criteria": ("Criteria", "Criteria", "Kriterier", "Kriterier"),
    "exact_since": ("Exact since", "Exact sinds", "Eksakt siden", "Nøjagtig siden"),
    "per_week": ("Per week", "Per week", "Per uke", "Per uge"),
    "weeks": (
        "Records at the end of each week, of this week as of now. The history begins in the week of",
        "Aantallen aan het eind van elke week, van deze week tot nu toe. De geschiedenis begint in de week van",
        "Antall ved slutten av hver uke, for denne uken til nå. Historien begynner i uken fra",
        "Antal ved slutningen af hver uge, for denne uge til nu. Historikken begynder i ugen fra",
    ),
    "at_most": ("at most", "hoogstens", "høyst", "højst"),
    "call": (
        "Whom to call first", "Wie het eerst te bellen", "Hvem man bør ringe først", "Hvem man bør ringe til først",
    ),
    "reason": ("Why", "Waarom", "Hvorfor", "Hvorfor"),
    "others": ("and more:", "en meer:", "og flere:", "og flere:"),
    "area": ("Attention", "Aandacht", "Oppmerksomhet", "Opmærksomhed"),
    "id": ("Id", "Id", "Id", "Id"),
    "since": ("Since", "Sinds", "Siden", "Siden"),
    "name": ("Name", "Naam", "Navn", "Navn"),
    "owner": ("Owner", "Verantwoordelijke", "Ansvarlig", "Ansvarlig"),
    "phone": ("Phone", "Telefoon", "Telefon", "Telefon"),
    "email": ("Email", "E-mail", "E-post", "E-mail"),
    "category": ("Category", "Categorie", "Kategori", "Kategori"),
    "company_name": ("Company name", "Bedrijf", "Firma", "Firma"),
    "selections": ("Selections", "Selecties", "Utvalg", "Udvalg"),
    "selection": ("Selection", "Selectie", "Utvalg", "Udvalg"),
    "kind": ("Kind", "Soort", "Type", "Type"),
    "dynamic": ("dynamic", "dynamisch", "dynamisk", "dynamisk"),
    "materialized": ("materialized", "opgeslagen", "lagret", "gemt"),
    "static": ("static", "statisch", "statisk", "statisk"),
    "refreshed": ("Refreshed", "Ververst", "Oppdatert", "Opdateret"),
    "monitors": ("Attention monitors", "Aandachtsmonitors", "Oppmerksomhetsmonitorer", "Opmærksomhedsmonitorer"),
    "monitor": ("Monitor", "Monitor", "Monitor", "Monitor"),
    "on": ("On", "Over", "Om", "Om"),
    "relations": ("Relations", "Relaties", "Relasjoner", "Relationer"),
    "moments": ("Moments", "Contactmomenten", "Kontakter", "Kontakter"),
    "calculated": ("Calculated", "Berekend", "Beregnet", "Beregnet"),
}  # fmt: skip


def words(language: str) -> dict[str, str]:
    """In the language of `LANGUAGES` that is nearest; in English where none is. `language` itself under ``lang``."""
    found = language_for(language, LANGUAGES) or "en"
    return {key: said[LANGUAGES.index(found)] for key, said in WORDS.items()} | {"lang": found}
