"""The wide row's tables, and the functions that read nothing but the row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from pg_saint.compile.row.dependencies import watched_tables
from pg_saint.compile.row.differences import mark_columns
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.pieces import entity_function, names_of
from pg_saint.compile.sql.names import data, data_name
from pg_saint.compile.sql.objects import READERS, SqlObject, TableColumn
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql, comment, expression, ident, listed, literal, table_name, type_name
from pg_saint.ir.nodes import Question, Status
from pg_saint.ir.shown import without_shown
from pg_saint.ir.temporal import without_days

# What each is called after the entity's name, and its template.
TABLES = (
    ("", "record_table"), ("dirty", "dirty_table"), ("via", "via_table"), ("statusvalue", "statusvalue_table"),
)  # fmt: skip

# Of a mark of an earlier version it is NULL.
STALE = TableColumn("stale", "text")


def row_objects(layout: EntityLayout) -> Iterator[SqlObject]:
    """In an order in which they can be created."""
    yield from _tables(layout)
    yield from _attempts(layout)
    statuses = [_status(layout, status) for status in layout.statuses]
    yield entity_function(layout, "row/statuses", statuses=statuses, open_to=READERS, role="computing")
    if layout.questions:
        questions = [_question(layout, question) for question in layout.questions]
        yield entity_function(layout, "row/answers", questions=questions, open_to=READERS, role="computing")
    yield entity_function(
        layout,
        "row/next_change",
        dates=[{"date": expression(date), "ahead": expression(ahead)} for date, ahead in layout.changes("c")],
        open_to=READERS,
        role="computing",
    )
    yield entity_function(layout, "row/as_mapped", **_mapped(layout))
    yield entity_function(layout, "row/rows_hold", open_to=READERS, **_mapped(layout))
    yield entity_function(layout, "row/held", **_mapped(layout))


def _attempts(layout: EntityLayout) -> Iterator[SqlObject]:
    """Of each expression over the wide row that can raise an error, the function that makes that NULL."""
    for attempt in {attempt.name: attempt for attempt in layout.attempts.values()}.values():
        pieces = {
            **names_of(layout),
            "name": attempt.name,
            "said": expression(without_shown(without_days(attempt.expr))),
            "told": [ident("boolean") for _ in attempt.selections],
            "type": type_name(attempt.type),
            "value": expression(layout.value_of(attempt.told(), "c")),
        }
        sql = render("row/attempt", **pieces)
        yield SqlObject(attempt.name, "function", sql, entity=layout.name, open_to=READERS)


def _mapped(layout: EntityLayout) -> dict[str, Any]:
    """The tables that the entity is computed from: as text, as constants on which a plan depends, and as `lock table`
    takes them; and those whose partitions a reader has to look at."""
    tables = watched_tables(layout)
    names = [literal(str(table_name(table))) for table in tables]
    return {
        "names": listed(names),
        "relations": listed(Sql(f"{name}::pg_catalog.regclass") for name in names),
        "tables": listed(Sql(f"only {table_name(table)}") for table in tables),
        "partitioned": [name for name, table in zip(names, tables, strict=True) if table.partitioned],
    }


def _tables(layout: EntityLayout) -> Iterator[SqlObject]:
    columns = [
        {
            "name": ident(c.name),
            "type": type_name(c.type),
            "default": Sql(c.default),
            "not_null": c.not_null,
        }
        for c in layout.columns
    ]
    marked = mark_columns(layout)
    differences = [{"name": ident(c.name), "type": type_name(c.type)} for c in marked]
    for word, template in TABLES:
        name = data(layout.name, word) if word else data(layout.name)
        index = ident(data_name(layout.name, "due" if not word else f"{word}_status"))
        yield SqlObject(
            name=name,
            kind="table",
            sql=render(
                f"row/{template}",
                **{**names_of(layout), "name": name, "index": index, "columns": columns, "differences": differences},
            ),
            entity=layout.name,
            columns=() if word else layout.columns,
            later_columns=(STALE, *marked) if word == "dirty" else (),
            role="marks" if word in ("dirty", "via") else None,
        )


def _status(layout: EntityLayout, status: Status) -> dict[str, Sql]:
    said = " and ".join(criterion.text for criterion in status.criteria)
    return {
        "name": literal(status.name),
        "condition": expression(layout.condition(status, "c")),
        "comment": comment(f"{status.name} ({status.location}): {said}"),
    }


def _question(layout: EntityLayout, question: Question) -> dict[str, Sql]:
    return {
        "yes": literal(question.text),
        "unknown": literal(f"?{question.text}"),
        "condition": expression(exp.paren(layout.read(question.expr, "c"))),
        "comment": comment(f"asked at {question.location}"),
    }
