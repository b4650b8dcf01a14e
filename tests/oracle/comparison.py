"""Every public view against the naive query, in one snapshot."""

from __future__ import annotations

from collections import Counter as Bag
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
from psycopg import sql

from pg_saint.ir.definition import Definition
from pg_saint.ir.nodes import Counter, Selection
from pg_saint.oracle import counter_query, selection_query, status_query
from tests.oracle.plain import Plain

Row = tuple[Any, ...]
ANY_DAY = date(1, 1, 1)  # stands for today in the queries; no definition names it
DATES = ("last", "last_completed", "last_open", "next")
NUMBERS = ("smallint", "integer", "bigint", "numeric", "real", "double precision")
PERIODS = [f"period{n + 1}" for n in range(8)]
# The columns of saint.countervalue after those that say what a row is about.
SHAPE = ["total", "open", *PERIODS, *DATES, *(f"open_{period}" for period in PERIODS)]
COUNTERVALUE = sql.SQL("select {} from saint.countervalue").format(
    sql.SQL(", ").join(map(sql.Identifier, ["entity", "id", "counter", *SHAPE]))
)
STATUSVALUE = sql.SQL("select entity, id, status from saint.statusvalue")


class Differs(AssertionError):
    """A view says something else than the naive query."""


class Truth:
    """The naive queries of a definition. They are rendered once, since that takes longer than to run them."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.entities = [entity.name for entity in definition.entities if asked(definition, entity.name)]
        self.counters = {entity: counter_query(definition, entity, ANY_DAY) for entity in self.entities}
        self.statuses = {entity: status_query(definition, entity, ANY_DAY) for entity in self.entities}
        self.selections = {each.name: selection_query(definition, each.name, ANY_DAY) for each in definition.selections}

    def compare(self, connection: psycopg.Connection, of_all: bool = True) -> None:
        """Raises Differs. The connection is in a transaction: every query must see the same rows as its others.
        `of_all`: also the views over all entities. Planning these takes longer than anything else here."""
        today = today_of(connection)
        countervalues: list[Row] = []
        statusvalues: list[Row] = []
        for entity in self.entities:
            counters = rows(connection, on(self.counters[entity], today))
            compare_counters(connection, self.definition, entity, today, counters)
            countervalues += as_countervalues(self.definition, entity, counters)
            statuses = rows(connection, on(self.statuses[entity], today))
            compare_statuses(connection, self.definition, entity, today, statuses)
            compare_cards(connection, self.definition, entity, today, counters, statuses)
            statusvalues += [(entity, str(id), status) for id, status in statuses]
        if self.entities and of_all:
            same(COUNTERVALUE, today, rows(connection, COUNTERVALUE), countervalues)
            same(STATUSVALUE, today, rows(connection, STATUSVALUE), statusvalues)
            compare_history(connection, self.entities, today, statusvalues)
        for selection in self.definition.selections:
            if selection.kind != "materialized":
                compare_selection(connection, selection, today, on(self.selections[selection.name], today))

    def compare_with_text(self, connection: psycopg.Connection, yaml: str) -> None:
        """The statuses, with SQL that is made of the file's text without the compiler."""
        today = today_of(connection)
        for entity in self.entities:
            for every in (COUNTERVALUE, STATUSVALUE):
                compare_one_entity(connection, every, entity, today)
        plain = Plain(yaml, self.definition)
        for status in self.definition.statuses:
            if self.definition.entity(status.entity).asked:
                continue
            view = sql.SQL("select id from {} where status = {}").format(
                sql.Identifier("saint", f"{status.entity}_status"), sql.Literal(status.name)
            )
            truth = rows(connection, plain.status_query(status.name, today).encode())
            same(view, today, rows(connection, view), truth)

    def compare_materialized(self, connection: psycopg.Connection) -> None:
        """As they are when they have just been refreshed."""
        today = today_of(connection)
        for selection in self.definition.selections:
            if selection.kind == "materialized":
                compare_selection(connection, selection, today, on(self.selections[selection.name], today))


def on(query: str, today: date) -> bytes:
    return query.replace(ANY_DAY.isoformat(), today.isoformat()).encode()


def asked(definition: Definition, entity: str) -> bool:
    """Whether something is compiled for the entity."""
    return any(
        each.entity == entity
        for part in (definition.counters, definition.statuses, definition.selections)
        for each in part
    )


def compare_counters(
    connection: psycopg.Connection, definition: Definition, entity: str, today: date, truth: list[Row]
) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, ["id", *(c.name for c in counters_of(definition, entity))]))
    view = sql.Identifier("saint", f"{entity}_counter")
    same(view, today, rows(connection, sql.SQL("select {} from {}").format(columns, view)), truth)


def counters_of(definition: Definition, entity: str) -> list[Counter]:
    return [counter for counter in definition.counters if counter.entity == entity]


def as_countervalues(definition: Definition, entity: str, truth: list[Row]) -> Iterator[Row]:
    counters = counters_of(definition, entity)
    for record in truth:
        yield from ((entity, *row) for row in as_countervalue(counters, record, SHAPE))


def as_countervalue(counters: list[Counter], record: Row, shape: list[str]) -> Iterator[Row]:
    """A record's counters in SAINT's shape: a row per set of standard counters and its amounts, and per number or
    date."""
    found: dict[str, dict[str, Any]] = {}
    for counter, value in zip(counters, record[1:], strict=True):
        if counter.standard:
            of, role = counter.standard
            if "amount" in role:
                of, role = f"{of}_amount", role.replace("amount", "count")
            found.setdefault(of, {})[role.replace("count_", "")] = value
        elif counter.type == "date":
            found[counter.name] = {"last": value}
        elif counter.type in NUMBERS:
            found[counter.name] = {"count": Decimal(str(value)) if isinstance(value, float) else value}
    for name, roles in found.items():
        yield (str(record[0]), name, roles.get("count"), *(roles.get(column) for column in shape[1:]))


def compare_statuses(
    connection: psycopg.Connection, definition: Definition, entity: str, today: date, truth: list[Row]
) -> None:
    view = sql.Identifier("saint", f"{entity}_status")
    same(view, today, rows(connection, sql.SQL("select id, status from {}").format(view)), truth)

    # The lowest rank wins: written last.
    rank = {status.name: status.rank for status in definition.statuses if status.visual}
    visual = [(id, status) for id, status in truth if status in rank]
    shown = dict(sorted(visual, key=lambda row: rank[row[1]], reverse=True))
    view = sql.Identifier("saint", f"{entity}_watermark")
    same(view, today, rows(connection, sql.SQL("select id, status from {}").format(view)), shown.items())


def compare_cards(
    connection: psycopg.Connection,
    definition: Definition,
    entity: str,
    today: date,
    records: list[Row],
    truth: list[Row],
) -> None:
    """One row per record: its statuses by rank, what is known of the first, the image of the first visual one."""
    by_rank = sorted(definition.statuses, key=lambda status: (status.rank, status.name))
    expected = []
    for id in {row[0] for row in records}:
        had = [status for status in by_rank if (id, status.name) in truth]
        shown = next((status for status in had if status.visual), None)
        first = (had[0].name, had[0].rank, had[0].visual, True) if had else (None, None, None, False)
        image = shown.image.key if shown and shown.image else None
        expected.append((id, ",".join(status.name for status in had), *first, image))
    view = sql.Identifier("saint", f"{entity}_card")
    columns = sql.SQL("id, array_to_string(statuses, ','), status, rank, visual, since is not null, image_key")
    same(view, today, rows(connection, sql.SQL("select {} from {}").format(columns, view)), expected)


def compare_selection(connection: psycopg.Connection, selection: Selection, today: date, query: bytes) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, ["id", *(column.name for column in selection.columns)]))
    view = sql.Identifier("saint", f"selection_{selection.name}")
    same(view, today, rows(connection, sql.SQL("select {} from {}").format(columns, view)), rows(connection, query))


# A change that is not stored yet has no number: it is the last one.
LATEST = sql.SQL(
    "select entity, id, status from ("
    " select distinct on (entity, id, status) * from {} order by entity, id, status, change desc nulls first"
    ") latest where active"
)


def compare_history(connection: psycopg.Connection, entities: list[str], today: date, truth: list[Row]) -> None:
    """What the history says last of each status of each record is what the record has now."""
    latest = LATEST.format(sql.Identifier("saint", "status_history"))
    latest += sql.SQL(" and entity = any ({})").format(sql.Literal(entities))
    same(latest, today, rows(connection, latest), truth)


def compare_one_entity(connection: psycopg.Connection, every: sql.Composable, entity: str, today: date) -> None:
    """Who asks a view of all entities about one of them gets what it says of that one."""
    named, alike = (
        every + sql.SQL(where).format(sql.Literal(entity))
        # The second hides from the planner which entities it may leave out.
        for where in (" where entity = {}", " where entity || '' = {}")
    )
    same(named, today, rows(connection, named), rows(connection, alike))


def compare_stored_history(connection: psycopg.Connection) -> None:
    """The same of what is stored, when nothing is stale."""
    latest = LATEST.format(sql.Identifier("saint", "status_change"))
    now = sql.SQL("select entity, id, status from saint.statusvalue")
    same(latest, today_of(connection), rows(connection, latest), rows(connection, now))


def rows(connection: psycopg.Connection, query: sql.Composable | bytes) -> list[Row]:
    found = connection.execute(query, prepare=True).fetchall()  # type: ignore[arg-type]
    return [tuple(map(comparable, row)) for row in found]


def today_of(connection: psycopg.Connection) -> date:
    row = connection.execute("select saint.today()::text").fetchone()
    assert row
    return date.fromisoformat(row[0])


def comparable(value: Any) -> Any:
    """NaN is a value that differs from itself; here it must not."""
    return "NaN" if isinstance(value, Decimal | float) and value != value else value


def same(what: sql.Composable, today: date, found: Iterable[Row], expected: Iterable[Row]) -> None:
    view, truth = Bag(found), Bag(expected)
    if view != truth:
        extra = "\n".join(f"  in the view only: {row}" for row in (view - truth).elements())
        missing = "\n".join(f"  in the truth only: {row}" for row in (truth - view).elements())
        raise Differs(f"{what.as_string(None)} differs from the naive query on {today}:\n{extra}\n{missing}")
