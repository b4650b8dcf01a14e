"""Selections, statuses and attention monitors as files for other programs.

What can be exported is in `kinds`, one writer per format beside it. A new kind needs a name that `saint.source_of`
knows and a query in `kinds.QUERIES`; a new format a writer in `WRITERS`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from pg_saint.errors import SaintError
from pg_saint.export.csv_file import write_csv
from pg_saint.export.geojson_file import write_geojson
from pg_saint.export.json_file import write_json
from pg_saint.export.kinds import Part, query_of
from pg_saint.export.look import Look
from pg_saint.export.words import LANGUAGES, spoken
from pg_saint.export.xlsx_file import write_xlsx
from pg_saint.values import read_all_values, read_intervals_as_text

Row = Sequence[Any]
# Returns how many rows the format cannot hold, if any.
Writer = Callable[[Path, Sequence[str], Iterable[Row], Look], int | None]
WRITERS: dict[str, Writer] = {
    ".csv": write_csv,
    ".json": write_json,
    ".xlsx": write_xlsx,
    ".geojson": write_geojson,
}
WHOLE = Part()
TITLE = """
    select coalesce(saint.in_language(coalesce(t.titles, s.titles), %(language)s), m.title)
    from saint.source_of(%(name)s) o
    left join saint.status t on o.kind = 'status' and t.status = o.name
    left join saint.selection s on o.kind = 'selection' and s.selection = o.name
    left join saint.attention m on o.kind = 'monitor' and m.name = split_part(o.name, '/', 1)
"""
FETCHED = 2000  # rows at a time: memory stays flat, however many there are


def export(
    connection: psycopg.Connection,
    name: str,
    file: Path,
    count: Callable[[int], None] = lambda _rows: None,
    left_out: Callable[[int], None] = lambda _rows: None,
    part: Part = WHOLE,
    language: str | None = None,
    text_safe: bool = False,
) -> int:
    """Writes what is called `name` to `file`; returns the number of rows written. `count` is told of rows as they come,
    `left_out` of those that are not in the file: in GeoJSON the records without coordinates. `language`: of headers,
    bands and areas in files for people; None: the names that programs know.

    All rows are of one snapshot. Whatever fails, a file that was there before is as it was.
    Raises SaintError for a format that is not known and for a file that cannot be written.
    """
    writer = WRITERS.get(file.suffix.lower())
    if writer is None:
        raise SaintError(
            f"{file}: {file.suffix or 'nothing'} is not a known format", None, f"known: {', '.join(WRITERS)}"
        )
    rows = 0

    def counted(found: Iterable[Row]) -> Iterator[Row]:
        nonlocal rows
        for row in found:
            rows += 1
            if rows % FETCHED == 0:
                count(FETCHED)
            yield row

    # Where a link leads to; a pipe or a device is written to as it is.
    target = file.resolve()
    as_it_is = target.exists() and not target.is_file()
    unfinished = target if as_it_is else target.with_name(f".{target.name}.unfinished")
    with connection.transaction():
        connection.execute("set transaction read only")
        # Points in time are written as the clock of the definition's time zone shows them.
        zone = connection.execute("select zone from saint.clock").fetchone()
        connection.execute(sql.SQL("set local timezone = {}").format(sql.Literal(zone[0] if zone else "UTC")))
        reads = _spoken(language)
        look = Look(_title(connection, name, language, part), reads, text_safe)
        query = query_of(connection, name, part)
        with connection.cursor(name="saint_export") as cursor:
            read_all_values(cursor)
            read_intervals_as_text(cursor)
            cursor.itersize = FETCHED
            cursor.execute(query)
            columns = [column.name for column in cursor.description or ()]
            try:
                missing = writer(unfinished, columns, counted(cursor), look) or 0
                if not as_it_is:
                    os.replace(unfinished, target)
            except OSError as error:
                raise SaintError(f"{file} cannot be written: {error.strerror}", None, "name another file") from error
            finally:
                if not as_it_is:
                    unfinished.unlink(missing_ok=True)
    if missing:
        left_out(missing)
    return rows - missing


def _spoken(language: str | None) -> str | None:
    if language is None:
        return None
    found = spoken(language)
    if found is None:
        known = ", ".join(LANGUAGES)
        raise SaintError(f"no words in {language}", None, f"headers, bands and areas are known in {known}")
    return found


def _title(connection: psycopg.Connection, name: str, language: str | None, part: Part) -> str:
    """What it is called, else its name; and which part of it."""
    row = connection.execute(TITLE, {"name": name, "language": language}).fetchone()
    plain = name.rpartition(":")[2]
    _, _, band = plain.partition("/")
    rest = "".join(f" {each}" for each in (band, part.area) if each)
    return f"{row[0] if row and row[0] else plain.removesuffix(f'/{band}')}{rest}"
