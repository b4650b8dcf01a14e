"""The names of compiled objects, in one place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable

from pg_saint.compile.sql.text import Name, ident
from pg_saint.ir.nodes import Table

DATA = "saint_data"
PUBLIC = "saint"
LONGEST = 63  # NAMEDATALEN - 1


def data_name(*words: str) -> str:
    """`saint_data`'s name for the words, shortened with a hash where PostgreSQL would cut it off."""
    name = "_".join(words)
    if len(name) > LONGEST:
        name = f"{name[: LONGEST - 9]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return name


def data(*words: str) -> Name:
    return ident(DATA, data_name(*words))


def public(*words: str) -> Name:
    return ident(PUBLIC, data_name(*words))


class Names:
    """The names in one place. Where two things would be called the same, the later one has a hash in its name.

    `taken`: what is called something already."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._named: dict[str, tuple[str, ...]] = dict.fromkeys(taken, ())

    def of(self, *words: str) -> str:
        """The name for the words: always the same one for the same words."""
        name = data_name(*words)
        if self._named.setdefault(name, words) != words:
            name = data_name(*words, _hash(".".join(words)))
            self._named[name] = words
        return name


def capture_names(
    tables: Iterable[Table], events: Collection[str], taken: Collection[str]
) -> dict[tuple[str, str], dict[str, Name]]:
    """By schema and name of a CRM table the trigger functions of its events.

    Tables whose names differ only in case, in punctuation or in where the schema ends get a hash of their own; so does
    one for which another function of ours, in `taken`, is called."""
    found: dict[tuple[str, str], dict[str, Name]] = {}
    used = set(taken)
    for table in tables:
        plain = f"{table.schema}_{table.name}"
        word = re.sub(r"[^a-z0-9_]", "_", plain.lower())
        words = [f"{word}_{_hash(each)}" for each in (plain, f"{table.schema}.{table.name}")]
        for each in [word, *words] if word == plain else words:
            names = {event: data(each, event) for event in events}
            if not used.intersection(names.values()):
                break
        used.update(names.values())
        found[table.schema, table.name] = names
    return found


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]
