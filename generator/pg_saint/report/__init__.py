"""One self-contained page: the statuses with their numbers, charts of their history, whom to call first."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import jinja2
import psycopg
from psycopg import sql

from pg_saint.errors import SaintError
from pg_saint.export.words import said, spoken
from pg_saint.report.chart import HEIGHT, WIDTH, Chart, chart
from pg_saint.report.entity import find_entity
from pg_saint.report.reading import Row, rows_of
from pg_saint.report.words import words

TO_CALL = 10  # records of each status
# What people look for first; the other fields of a record are not shown.
FIELDS = ("name", "phone", "email", "owner", "company_name")


@dataclass(frozen=True)
class Wish:
    """What the reader of a report asks for: the counter `by` which the most important come first (None: what they
    bring), how `many` of each status, and whether the `criteria` stand there as they were written."""

    by: str | None = None
    many: int = TO_CALL
    criteria: bool = False


PLAIN = Wish()


@dataclass(frozen=True)
class EntityReport:
    """`to_call` holds, for each status, records with since when, why, and the values of `columns` and of `amount`."""

    name: str
    statuses: list[Row]
    selections: list[Row]
    columns: list[str]
    amount: str | None
    to_call: dict[str, list[Row]]
    charts: dict[str, Chart] = field(default_factory=dict)


@dataclass(frozen=True)
class MonitorReport:
    about: Row
    bands: list[Row]
    summary: list[Row]


def write_report(connection: psycopg.Connection, file: Path, language: str | None = None, wish: Wish = PLAIN) -> None:
    """Raises SaintError where nothing is applied, the file cannot be written, or nothing is counted by that name."""
    html = report(connection, language, wish)
    try:
        file.write_text(html, encoding="utf-8")
    except OSError as error:
        raise SaintError(f"{file} cannot be written: {error.strerror}", None, "name another file") from error


def report(connection: psycopg.Connection, language: str | None = None, wish: Wish = PLAIN) -> str:
    """The page, of one snapshot. `language`: of its reader; None: the definition's default."""
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        clock = _rows(connection, "clock")[0]
        connection.execute(sql.SQL("set local timezone = {}").format(sql.Literal(clock["zone"])))
        # As text: Python may not know the zone's name.
        clock |= _rows(connection, "now")[0]
        if language is None:
            spoken = _rows(connection, "language")
            language = str(spoken[0]["language"]) if spoken else "en"
        names = [row["entity"] for row in _rows(connection, "entities")]
        monitors = [_monitor(connection, row) for row in _rows(connection, "monitors")]
        if not names and not monitors:
            raise SaintError("nothing is applied yet", None, "saint apply FILE")
        # where nothing but monitors is applied there are no such views
        statuses, weeks, selections = (
            _rows(connection, name, {"language": language}) if names else []
            for name in ("statuses", "weeks", "selections")
        )
        entities = [_entity(connection, name, statuses, weeks, selections, language, wish) for name in names]
    if wish.by is not None and all(entity.amount != wish.by for entity in entities):
        raise SaintError(f"no entity has a number {wish.by}", None, "saint.counterdef lists the counters")
    return _page(entities, monitors, clock, min((row["week"] for row in weeks), default=None), language, wish)


def _monitor(connection: psycopg.Connection, row: Row) -> MonitorReport:
    bands, summary = (
        _rows(connection, word, view=sql.Identifier("saint", f"attention_{row['monitor']}_{word}"))
        for word in ("bands", "summary")
    )
    return MonitorReport(row, bands, summary)


def _entity(
    connection: psycopg.Connection,
    name: str,
    statuses: list[Row],
    weeks: list[Row],
    selections: list[Row],
    language: str,
    wish: Wish,
) -> EntityReport:
    own = [row for row in statuses if row["entity"] == name]
    entity = find_entity(connection, name)
    amounts = entity.amounts if entity is not None else []
    amount = next((each for each in amounts if each == wish.by), next(iter(amounts), None))
    to_call = {}
    if entity is not None and entity.statuses:
        pieces = {
            "status_view": entity.status_view,
            "fields": entity.field_function,
            "amount": sql.Identifier("k", amount) if amount else sql.SQL("null::integer"),
            "counters": sql.SQL("join {} k on k.id = s.id").format(entity.counter_view) if amount else sql.SQL(""),
        }
        for status in own:
            values = {"status": status["status"], "limit": wish.many, "language": language}
            to_call[status["status"]] = _rows(connection, "to_call", values, **pieces)
    charts = {}
    for status in own:
        points = [(row["week"], int(row["records"])) for row in weeks if row["status"] == status["status"]]
        # Of one week there is no trend.
        if len(points) > 1:
            charts[status["status"]] = chart(points)
    columns = [column for column in FIELDS if entity is not None and column in entity.fields]
    of_entity = [row for row in selections if row["entity"] == name]
    return EntityReport(name, own, of_entity, columns, amount, to_call, charts)


def _page(
    entities: list[EntityReport],
    monitors: list[MonitorReport],
    clock: Row,
    begin: date | None,
    language: str,
    wish: Wish,
) -> str:
    said_in = spoken(language) or "en"
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("pg_saint.report"),
        # Names come from the CRM: whatever is in them is text.
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["base64"] = lambda content: b64encode(content).decode()
    environment.filters["day"] = _day
    environment.filters["said"] = lambda area: said("area", area, said_in)
    environment.filters["number"] = _number
    return environment.get_template("report.html").render(
        entities=entities,
        monitors=monitors,
        clock=clock,
        t=words(language),
        begin=begin,
        width=WIDTH,
        height=HEIGHT,
        wish=wish,
    )


def _number(value: float | Decimal | str) -> str:
    """A text is a number that Python has none for."""
    return value if isinstance(value, str) else f"{value:,.0f}"


def _day(value: datetime | date | str) -> str:
    """A text is what Python has no date for."""
    return value.split()[0] if isinstance(value, str) else value.isoformat()[:10]


def _rows(connection: psycopg.Connection, name: str, values: Row | None = None, **pieces: sql.Composable) -> list[Row]:
    return rows_of(connection, "pg_saint.report", name, values, **pieces)
