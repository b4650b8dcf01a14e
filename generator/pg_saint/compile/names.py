"""The names of compiled objects, in one place."""

from __future__ import annotations

import hashlib
import re

from pg_saint.compile.sqltext import Sql, ident
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


def data(*words: str) -> Sql:
    return ident(DATA, data_name(*words))


def public(*words: str) -> Sql:
    return ident(PUBLIC, data_name(*words))


def capture_name(table: Table, event: str) -> str:
    """The trigger function of a CRM table. Names that differ only in case or punctuation get a hash of their own."""
    plain = f"{table.schema}_{table.name}"
    word = re.sub(r"[^a-z0-9_]", "_", plain.lower())
    if word != plain:
        word = f"{word}_{hashlib.sha256(plain.encode()).hexdigest()[:6]}"
    return data_name(word, event)
