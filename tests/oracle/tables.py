"""CRM tables with values to fill them: what random schemas are made of and random statements write to.

A value is the text that PostgreSQL reads, or None for NULL, so that INSERT, WHERE and COPY share it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import UUID

from psycopg import sql

Value = str | None
Values = Callable[[Random], Value]

FIRST_DAY = date(2026, 3, 1)
KEY_TYPES = ("integer", "bigint", "uuid", "text")
RESERVED = {"end", "to", "order", "user", "select", "from", "group", "table", "when", "check", "desc"}


@dataclass
class Keys:
    """The keys that a table's rows have, had or may get: few of them, so that statements meet."""

    type: str
    known: int

    def text(self, number: int) -> str:
        match self.type:
            case "bigint":
                return str(5_000_000_000 + number)
            case "uuid":
                return str(UUID(int=(number << 100) + number))
            case "text":
                return f"O'Brien, {number}"
            case _:
                return str(number)

    def some(self, random: Random) -> str:
        return self.text(random.randint(1, max(self.known, 1)))

    def new(self) -> str:
        self.known += 1
        return self.text(self.known)


@dataclass
class Column:
    name: str
    type: str
    values: Values


@dataclass
class Table:
    """The first column is the primary key, unless `keys` is None (a link table). `partitions`: by hash of the key.

    `constant`: whether another table refers to its rows, so that few keys come and go; events come all the time.
    """

    schema: str
    name: str
    columns: list[Column]
    keys: Keys | None = None
    constant: bool = True
    partitions: list[Table] = field(default_factory=list)
    refers: dict[str, Table] = field(default_factory=dict)

    @property
    def identifier(self) -> sql.Identifier:
        return sql.Identifier(self.schema, self.name)

    @property
    def key(self) -> str:
        return self.columns[0].name

    def column(self, name: str, type: str, values: Values) -> str:
        """Adds a column; returns its name as SQL writes it."""
        self.columns.append(Column(name, type, values))
        return quoted(name)

    def reference(self, name: str, to: Table, nulls: float = 0.15) -> str:
        """Adds a column that holds keys of another table, which may be missing there."""
        assert to.keys
        self.refers[name] = to
        return self.column(name, to.keys.type, sometimes_null(to.keys.some, nulls))

    def create(self) -> Iterator[sql.Composed]:
        columns = [sql.SQL("{} {}").format(sql.Identifier(column.name), raw(column.type)) for column in self.columns]
        if self.keys:
            columns.append(sql.SQL("primary key ({})").format(sql.Identifier(self.key)))
        create = sql.SQL("create table {} ({})").format(self.identifier, sql.SQL(", ").join(columns))
        if not self.partitions:
            yield create
            return
        yield create + sql.SQL(" partition by hash ({})").format(sql.Identifier(self.key))
        for number, partition in enumerate(self.partitions):
            yield sql.SQL("create table {} partition of {} for values with (modulus {}, remainder {})").format(
                partition.identifier, self.identifier, len(self.partitions), number
            )


def raw(text: str) -> sql.SQL:
    """SQL that the test wrote itself."""
    return sql.SQL(text)


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    plain = re.fullmatch("[a-z_][a-z0-9_]*", name) and name not in RESERVED
    return name if plain else '"' + name.replace('"', '""') + '"'


def one_of(*choices: Value) -> Values:
    return lambda random: random.choice(choices)


def weighted(choices: dict[str, float]) -> Values:
    return lambda random: random.choices(list(choices), list(choices.values()))[0]


def sometimes_null(values: Values, nulls: float = 0.15) -> Values:
    return lambda random: None if random.random() < nulls else values(random)


@dataclass
class Days:
    """Dates around today, which moves on; now and then one that CRMs use for "never"."""

    today: date = FIRST_DAY

    def near(self, random: Random) -> str:
        if random.random() < 0.02:
            return random.choice(["9999-12-31", "infinity", "-infinity", "0001-01-01"])
        days = random.choice([0, 0, 1, -1, -7, -30, *[int(random.triangular(-120, 120, 0)) for _ in range(6)]])
        return (self.today + timedelta(days=days)).isoformat()


def moment(days: Days, zone: str) -> Values:
    """A day and a time of day, often close to midnight, where zones matter; `zone` is appended."""

    def values(random: Random) -> str:
        text = days.near(random)
        if text.endswith("infinity"):
            return text
        return text + random.choice([" 00:00", " 00:30", " 10:00", " 12:00", " 22:59", " 23:30"]) + zone

    return values


def dates(days: Days, type: str) -> Values:
    match type:
        case "date":
            return sometimes_null(days.near, 0.1)
        case "timestamptz":
            return sometimes_null(moment(days, "+00"), 0.1)
        case _:
            return sometimes_null(moment(days, ""), 0.1)


def amounts(type: str) -> Values:
    if type in ("integer", "bigint"):
        return sometimes_null(one_of("0", "1", "5", "10", "20", "-5"))
    return sometimes_null(weighted({"0": 1, "0.1": 3, "0.2": 3, "10.50": 3, "3": 2, "-7.25": 2, "100": 1, "NaN": 0.5}))


def resources(model: str, keys: Keys) -> Values:
    """Model and key in one text, as CRMs write it where a row may belong to records of many kinds."""
    return lambda random: random.choice([*[f"{model};{keys.some(random)}"] * 4, "other;x", None])
