"""The definition is kept in the database: every character of it is to be one that the database's encoding has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg

from pg_saint.definitions.model import Model
from pg_saint.errors import SaintError, SaintErrors
from pg_saint.ir.nodes import Location


def check_encoding(connection: psycopg.Connection[Any], model: Model) -> None:
    """Raises SaintErrors with the first character of each line that the database cannot store. In a transaction."""
    encoding = connection.info.parameter_status("server_encoding")
    if encoding == "UTF8":
        return
    texts = [*_lines(model), *_strings(model)]
    characters = {each for text, _ in texts for each in text if not each.isascii()}
    absent = _absent(connection, sorted(characters))
    errors: dict[Location, SaintError] = {}
    for text, location in texts:
        wrong = next((each for each in text if each in absent), None)
        if wrong is not None:
            message = f"the database is in the encoding {encoding}, which has no {wrong} (U+{ord(wrong):04X})"
            errors.setdefault(location, SaintError(message, location, "write it with other characters"))
    if errors:
        raise SaintErrors(list(errors.values()))


def _lines(model: Model) -> Iterator[tuple[str, Location]]:
    for file, text in ((each.name, each.text) for each in model.files):
        for number, line in enumerate(text.splitlines(), 1):
            if not line.isascii():
                yield line, Location(file, number)


def _strings(model: Model) -> Iterator[tuple[str, Location]]:
    """The texts of statuses: those of the library stand in no file."""

    def within(value: Any) -> Iterator[str]:
        match value:
            case str():
                yield value
            case dict() | list() | tuple():
                for each in value.values() if isinstance(value, dict) else value:
                    yield from within(each)

    for name, status in model.statuses.items():
        location = model.location("statuses", name)
        for text in within(status.model_dump()):
            yield text, location


def _absent(connection: psycopg.Connection[Any], characters: list[str]) -> set[str]:
    """The server itself knows best what it can convert: asked for all at once, and one by one only where that fails."""
    if not characters or _has(connection, "".join(characters)):
        return set()
    return {each for each in characters if not _has(connection, each)}


def _has(connection: psycopg.Connection[Any], text: str) -> bool:
    try:
        with connection.transaction():
            connection.execute("select %s::text", (text,))
    except (psycopg.errors.UntranslatableCharacter, psycopg.errors.CharacterNotInRepertoire):
        return False
    return True
