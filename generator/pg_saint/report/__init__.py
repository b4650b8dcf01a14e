"""One self-contained page: the statuses with their numbers, charts of their history, whom to call first."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from pg_saint.errors import SaintError
from pg_saint.report.chart import HEIGHT, WIDTH, Chart, chart
from pg_saint.report.words import words

TO_CALL = 25  # records of each entity
# What people look for first; the other fields of a record are not shown.
FIELDS = ("name", "owner", "phone", "email", "category", "company_name")
Row = dict[str, Any]


@dataclass(frozen=True)
class EntityReport:
    """`to_call` holds, for each record, its status, since when, and the values of `columns`."""

    name: str
    statuses: list[Row]
    selections: list[Row]
    columns: list[str]
    to_call: list[Row]
    charts: dict[str, Chart] = field(default_factory=dict)


def write_report(connection: psycopg.Connection, file: Path, language: str | None = None) -> None:
    """Raises SaintError where nothing is applied, or the file cannot be written."""
    html = report(connection, language)
    try:
        file.write_text(html, encoding="utf-8")
    except OSError as error:
        raise SaintError(f"{file} cannot be written: {error.strerror}", None, "name another file") from error


def report(connection: psycopg.Connection, language: str | None = None) -> str:
    """The page, of one snapshot. `language`: of its reader; None: the definition's default."""
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        clock = _rows(connection, sql.SQL("select saint.today() as today, zone from saint.clock"))[0]
        connection.execute(sql.SQL("set local timezone = {}").format(sql.Literal(clock["zone"])))
        # As text: Python may not know the zone's name.
        clock |= _rows(connection, sql.SQL("select to_char(now(), 'YYYY-MM-DD HH24:MI') as now"))[0]
        if language is None:
            spoken = _rows(connection, sql.SQL("select language from saint.language order by place limit 1"))
            language = str(spoken[0]["language"]) if spoken else "en"
        names = [row["entity"] for row in _rows(connection, sql.SQL("select entity from saint.entity order by entity"))]
        monitors = _rows(connection, _query("monitors"))
        if not names and not monitors:
            raise SaintError("nothing is applied yet", None, "saint apply FILE")
        # where nothing but monitors is applied there are no such views
        statuses, weeks, selections = (
            _rows(connection, _query(name), {"language": language}) if names else []
            for name in ("statuses", "weeks", "selections")
        )
        entities = [_entity(connection, name, statuses, weeks, selections, language) for name in names]
    return _page(entities, monitors, clock, min((row["week"] for row in weeks), default=None), language)


def _entity(
    connection: psycopg.Connection,
    name: str,
    statuses: list[Row],
    weeks: list[Row],
    selections: list[Row],
    language: str,
) -> EntityReport:
    own = [row for row in statuses if row["entity"] == name]
    pieces = {
        "status_view": sql.Identifier("saint", f"{name}_status"),
        "fields": sql.Identifier("saint_data", f"{name}_fields"),
    }
    to_call = _rows(connection, _query("to_call", **pieces), {"limit": TO_CALL, "language": language}) if own else []
    charts = {}
    for status in own:
        points = [(row["week"], int(row["records"])) for row in weeks if row["status"] == status["status"]]
        if points:
            charts[status["status"]] = chart(points)
    known = set(to_call[0]["fields"]) if to_call else set()
    return EntityReport(
        name,
        own,
        [row for row in selections if row["entity"] == name],
        [column for column in FIELDS if column in known],
        to_call,
        charts,
    )


def _page(entities: list[EntityReport], monitors: list[Row], clock: Row, begin: date | None, language: str) -> str:
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
    template = environment.get_template("report.html")
    return template.render(
        entities=entities,
        monitors=monitors,
        clock=clock,
        t=words(language),
        begin=begin,
        width=WIDTH,
        height=HEIGHT,
        to_call_most=TO_CALL,
    )


def _day(value: datetime | date | str) -> str:
    """A text is what Python has no date for."""
    return value.split()[0] if isinstance(value, str) else value.isoformat()[:10]


def _query(name: str, **pieces: sql.Composable) -> sql.SQL | sql.Composed:
    text = files("pg_saint.report").joinpath("queries", f"{name}.sql").read_text()
    query = sql.SQL(text)
    return query.format(**pieces) if pieces else query


def _rows(connection: psycopg.Connection, query: sql.SQL | sql.Composed, values: Row | None = None) -> list[Row]:
    return connection.cursor(row_factory=dict_row).execute(query, values).fetchall()
