"""The words that the demo's names are made of."""

from pg_saint.demo.words.country import City, Country
from pg_saint.demo.words.denmark import DENMARK
from pg_saint.demo.words.netherlands import NETHERLANDS
from pg_saint.demo.words.norway import NORWAY
from pg_saint.demo.words.united_kingdom import UNITED_KINGDOM

COUNTRIES: tuple[Country, ...] = (NORWAY, NETHERLANDS, DENMARK, UNITED_KINGDOM)

__all__ = ["COUNTRIES", "City", "Country"]
