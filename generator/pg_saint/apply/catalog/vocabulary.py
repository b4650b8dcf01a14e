"""What criteria can be about, for forms: the fields, sources and periods of each entity."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from pg_saint.ir.confidential import together
from pg_saint.ir.definition import Definition
from pg_saint.ir.nodes import Confidential

Word = tuple[str, str, str, int, str | None, list[Confidential]]
# What was seen of a field stays until a worker has looked again, if it is of the same type.
UPSERT = """
    insert into saint.vocabulary_word as w (entity, kind, name, place, type, confidential)
    values (%s, %s, %s, %s, %s, %s)
    on conflict (entity, kind, name) do update
    set place = excluded.place, type = excluded.type, confidential = excluded.confidential, seen = null, seen_on = null
    where (w.place, w.type, w.confidential) is distinct from (excluded.place, excluded.type, excluded.confidential)
"""
GONE = """
    delete from saint.vocabulary_word w
    where not exists (
        select from unnest(%s::text[], %s::text[], %s::text[]) k (entity, kind, name)
        where (k.entity, k.kind, k.name) = (w.entity, w.kind, w.name))
"""


def write_vocabulary(connection: psycopg.Connection, definition: Definition) -> None:
    found = list(_words(definition))
    connection.execute(GONE, [[word[at] for word in found] for at in range(3)])
    with connection.cursor() as cursor:
        cursor.executemany(UPSERT, found)


def _words(definition: Definition) -> Iterator[Word]:
    for entity in definition.entities:
        place = 0
        for field in entity.fields:
            yield entity.name, "field", field.name, (place := place + 1), field.type, list(field.confidential)
        for source in definition.sources:
            if entity.name not in [link.entity for link in source.links]:
                continue
            yield entity.name, "source", source.name, (place := place + 1), None, list(source.confidential)
            for field in (each for each in source.fields if each.question is None):
                name = f"{source.name}.{field.name}"
                classes = list(together([source.confidential, field.confidential]))
                yield entity.name, "field of source", name, (place := place + 1), field.type, classes
        for number, period in enumerate(definition.periods.get(entity.name, ()), start=1):
            length = f"{period} days" if isinstance(period, int) else period
            yield entity.name, "period", f"period{number}", (place := place + 1), length, []
