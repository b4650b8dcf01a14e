"""What is known of one entity: its views, its fields, and which of its counters a list shows."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from psycopg import sql

from pg_saint.report.reading import ask

NUMBERS = ("bigint", "integer", "smallint", "numeric", "double precision", "real", "money")
# What comes first when nobody chooses: what a relation brings.
AMOUNTS = ("turnover", "revenue", "sale_amount_period1", "sale_amount")


@dataclass(frozen=True)
class Counter:
    """`standard`: the source whose standard counter it is, if it is one."""

    name: str
    type: str
    standard: str | None


@dataclass(frozen=True)
class Entity:
    """`key_type` as PostgreSQL writes it; `moments`: whether there is a chronology."""

    name: str
    key_type: sql.SQL
    fields: tuple[str, ...]
    counters: tuple[Counter, ...]
    statuses: bool
    moments: bool

    @property
    def status_view(self) -> sql.Identifier:
        return sql.Identifier("saint", f"{self.name}_status")

    @property
    def field_function(self) -> sql.Identifier:
        return sql.Identifier("saint_data", f"{self.name}_fields")

    @property
    def counter_view(self) -> sql.Identifier:
        return sql.Identifier("saint", f"{self.name}_counter")

    @property
    def amounts(self) -> list[str]:
        """Counters that are numbers, with what a relation brings first."""
        numbers = [counter.name for counter in self.counters if counter.type in NUMBERS]
        first = [name for name in AMOUNTS if name in numbers]
        first += [name for name in numbers if name.endswith("_amount") and name not in first]
        return first + [name for name in numbers if name not in first]

    @property
    def last(self) -> list[str]:
        """When there was contact with a record: the standard counters of sources without an amount."""
        return self._standard("last")

    @property
    def next(self) -> list[str]:
        return self._standard("next")

    def _standard(self, word: str) -> list[str]:
        names = {counter.name for counter in self.counters}
        sources = {counter.standard for counter in self.counters if counter.standard is not None}
        return sorted(
            f"{source}_{word}" for source in sources if f"{source}_{word}" in names and f"{source}_amount" not in names
        )


def find_entity(connection: psycopg.Connection, name: str) -> Entity | None:
    """None: there is none of that name, but for one that only monitors are about."""
    entities = ask(connection, "pg_saint.report", "entity", {"entity": name})
    of_entity = ask(connection, "pg_saint.report", "counters", {"entity": name})
    found = next(iter(entities()), None)
    if found is None:
        return None
    rows = of_entity() if found["counted"] else []
    counters = tuple(Counter(row["counter"], row["type"], row["standard"]) for row in rows)
    # The type as PostgreSQL printed it.
    key_type = sql.SQL(found["key_type"])
    return Entity(name, key_type, tuple(found["fields"]), counters, found["statuses"], found["moments"])
