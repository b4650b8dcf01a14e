"""The words of a file for people: headers, colours of bands and areas, in each language."""

from __future__ import annotations

from pg_saint.languages import language_for

LANGUAGES = ("en", "nl", "no", "da")
# A column that is not here is the user's own: its name with spaces.
HEADERS = {
    "id": ("Id", "Id", "Id", "Id"),
    "code": ("Code", "Code", "Kode", "Kode"),
    "name": ("Name", "Naam", "Navn", "Navn"),
    "owner": ("Owner", "Verantwoordelijke", "Ansvarlig", "Ansvarlig"),
    "user": ("User", "Gebruiker", "Bruker", "Bruger"),
    "category": ("Category", "Categorie", "Kategori", "Kategori"),
    "company_name": ("Company", "Bedrijf", "Firma", "Firma"),
    "address": ("Address", "Adres", "Adresse", "Adresse"),
    "postal_code": ("Postal code", "Postcode", "Postnummer", "Postnummer"),
    "city": ("City", "Plaats", "Sted", "By"),
    "country": ("Country", "Land", "Land", "Land"),
    "phone": ("Telephone", "Telefoon", "Telefon", "Telefon"),
    "email": ("E-mail", "E-mail", "E-post", "E-mail"),
    "latitude": ("Latitude", "Breedtegraad", "Breddegrad", "Breddegrad"),
    "longitude": ("Longitude", "Lengtegraad", "Lengdegrad", "Længdegrad"),
    "color": ("Colour", "Kleur", "Farge", "Farve"),
    "total": ("Moments", "Contactmomenten", "Kontakter", "Kontakter"),
    "days": ("Days since the last", "Dagen sinds het laatste", "Dager siden siste", "Dage siden seneste"),
    "band": ("Band", "Vak", "Felt", "Felt"),
    "band_color": ("Colour of the band", "Kleur van het vak", "Feltets farge", "Feltets farve"),
    "area": ("Attention", "Aandacht", "Oppmerksomhet", "Opmærksomhed"),
    "revenue": ("Revenue", "Omzet", "Omsetning", "Omsætning"),
    "revenue_per_moment": (
        "Revenue per moment", "Omzet per contactmoment", "Omsetning per kontakt", "Omsætning pr. kontakt",
    ),
    "sales_band": ("Band by revenue", "Vak naar omzet", "Felt etter omsetning", "Felt efter omsætning"),
    "sales_area": (
        "Attention for the revenue", "Aandacht naar omzet", "Oppmerksomhet for omsetningen",
        "Opmærksomhed for omsætningen",
    ),
    "since": ("Since", "Sinds", "Siden", "Siden"),
    "added_at": ("Added", "Toegevoegd", "Lagt til", "Tilføjet"),
    "status": ("Status", "Status", "Status", "Status"),
}  # fmt: skip
COLORS = {
    "red": ("red", "rood", "rød", "rød"),
    "dark grey": ("dark grey", "donkergrijs", "mørkegrå", "mørkegrå"),
    "light grey": ("light grey", "lichtgrijs", "lysegrå", "lysegrå"),
    "blue": ("blue", "blauw", "blå", "blå"),
    "green": ("green", "groen", "grønn", "grøn"),
    "yellow": ("yellow", "geel", "gul", "gul"),
}
AREAS = {
    "little": ("little", "weinig", "lite", "lidt"),
    "average": ("average", "gemiddeld", "middels", "middel"),
    "much": ("much", "veel", "mye", "meget"),
    "possibly insufficient": (
        "possibly insufficient", "mogelijk onvoldoende", "muligens for lite", "muligvis for lidt",
    ),
    "possibly too much": ("possibly too much", "mogelijk te veel", "muligens for mye", "muligvis for meget"),
}  # fmt: skip
VALUES = {"band_color": COLORS, "area": AREAS, "sales_area": AREAS}


def spoken(language: str) -> str | None:
    """The language of `LANGUAGES` that somebody who asks for `language` reads; None: none of them."""
    return language_for(language, LANGUAGES)


def header(column: str, language: str | None) -> str:
    """Without a language the column's own name, for programs."""
    if language is None:
        return column
    known = HEADERS.get(column)
    return known[LANGUAGES.index(language)] if known else column.replace("_", " ").capitalize()


def said(column: str, value: object, language: str | None) -> object:
    """A value of ours in the language; anything else as it is."""
    words = VALUES.get(column, {}).get(value) if language is not None and isinstance(value, str) else None
    return value if words is None or language is None else words[LANGUAGES.index(language)]


def area_meant(word: str) -> str | None:
    """The area that `word` names in any of the languages; None: none."""
    return next((area for area, words in AREAS.items() if word.lower() in words), None)
