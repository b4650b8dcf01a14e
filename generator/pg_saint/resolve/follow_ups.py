"""How a default follow-up becomes a row of the CRM: the `write` of its source, against the catalog."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from pg_saint.catalog.follow_up_types import type_problem
from pg_saint.catalog.reader import Catalog, show_table
from pg_saint.criteria.parse import column_path, parse_expression
from pg_saint.definitions.model import Model
from pg_saint.errors import SaintError, suggestion
from pg_saint.ir.dialect import cast
from pg_saint.ir.nodes import Column, Location, Table, Types, Writing, Written
from pg_saint.ir.types import base_type
from pg_saint.resolve.sources import SourceRows
from pg_saint.resolve.type_checker import TypeChecker

GIVEN = ("type", "title", "date", "user")
DATES = ("date", "timestamp with time zone", "timestamp without time zone")


def read_writings(
    model: Model, catalog: Catalog, checker: TypeChecker, sources: dict[str, SourceRows]
) -> tuple[Writing, ...]:
    """One for each entity and source of the follow-ups. Raises SaintErrors with all that is wrong."""
    found: dict[tuple[str, str], Writing] = {}
    columns: dict[str, tuple[Written, ...]] = {}
    for name, status in model.statuses.items():
        follow_up = status.follow_up
        if follow_up is None or not model.sources[follow_up.source].write:
            continue
        source = follow_up.source
        with checker.collecting():
            if source not in columns:
                columns[source] = tuple(_columns(model, source, sources[source], checker))
            pair = (status.on, source)
            if pair not in found:
                types = _types(model, source, catalog)
                found[pair] = _writing(model, name, sources[source], columns[source], types)
            _check_type(model, name, found[pair], checker)
    checker.run()
    return tuple(found.values())


def _columns(model: Model, source: str, rows: SourceRows, checker: TypeChecker) -> Iterator[Written]:
    table = rows.rows.info.table
    for what, text in model.sources[source].write.items():
        location = model.location("sources", source, "write", what)
        expr = parse_expression(text, location)
        if isinstance(expr, exp.Column):
            column = _column(table, column_path(expr)[-1], location)
            if what not in (*GIVEN, *model.entities):
                remedy = f"""write {what}: "'…'" for a constant; columns are given to {", ".join(GIVEN)} and entities"""
                raise SaintError(f"a follow-up has no {what}", location, remedy)
            if what == "date" and base_type(column.type) not in DATES:
                raise SaintError(f"{column.name} is of type {column.type}", location, "name a column of dates")
            yield Written(column, what)
            continue
        column = _column(table, _constant_column(rows, what), location)
        # As PostgreSQL would put it into the column; a name in it would be a column, and there is no row yet.
        checker.ask(cast(expr, column.type), {}, text, location)
        yield Written(column, "constant", expr)


def _constant_column(rows: SourceRows, what: str) -> str:
    """The column that the source's field shows, or the column of that name."""
    field = rows.fields.get(what)
    if field is not None and isinstance(field.expr, exp.Column) and field.expr.table == rows.name:
        return str(field.expr.name)
    return what


def _column(table: Table, name: str, location: Location) -> Column:
    for column in table.columns:
        if column.name == name:
            return column
    known = [column.name for column in table.columns]
    raise SaintError(f"{show_table(table)} has no column {name}", location, suggestion(name, known))


def _types(model: Model, source: str, catalog: Catalog) -> Types | None:
    spec = model.sources[source].types
    if spec is None:
        return None
    table = catalog.table(spec.table, model.location("sources", source, "types", "table"))
    location = model.location("sources", source, "types")
    name = _column(table.table, spec.column, location).name
    return Types(table.table, name, _column(table.table, spec.key or spec.column, location).name)


def _writing(model: Model, status: str, rows: SourceRows, columns: tuple[Written, ...], types: Types | None) -> Writing:
    entity = model.statuses[status].on
    if entity not in [column.what for column in columns]:
        raise SaintError(
            f"source {rows.name} does not say in which column a new row names its {entity}",
            model.location("statuses", status, "follow_up"),
            f"add {entity}: COLUMN to write: of {rows.name} ({model.location('sources', rows.name, 'write')})",
        )
    zone = model.sources[rows.name].date_zone
    return Writing(entity, rows.name, rows.rows.info.table, rows.key.expr, columns, types, zone)


def _check_type(model: Model, status: str, writing: Writing, checker: TypeChecker) -> None:
    follow_up = model.statuses[status].follow_up
    column = next((written.column for written in writing.columns if written.what == "type"), None)
    if follow_up is None or column is None:
        return
    problem = type_problem(checker.connection, follow_up.type, writing.table, column, writing.types)
    if problem:
        location = model.location("statuses", status, "follow_up", "type")
        raise SaintError(f"the CRM knows no follow-up of type {follow_up.type}", location, problem)
