"""Changes of state, each a moment of its own: where the triggers record them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pg_saint.compile.attention.sources import change_table, state_change_table, text_of
from pg_saint.compile.sql.expressions import columns_of
from pg_saint.compile.sql.objects import SqlObject
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql, expression, ident, literal, table_name
from pg_saint.ir.definition import Definition
from pg_saint.ir.nodes import Expr, Source, Table


def state_change_sources(definition: Definition) -> dict[str, Source]:
    moments = definition.attention.moments
    return {moment.source: definition.source(moment.source) for moment in moments if moment.state_changes is not None}


def state_change_tables(definition: Definition) -> Iterator[SqlObject]:
    for source in state_change_sources(definition).values():
        name = state_change_table(source)
        yield SqlObject(
            name=name,
            kind="table",
            sql=render("attention/state_change_table", name=name, source=Sql(source.name)),
        )
    for moment in definition.attention.moments:
        if moment.changes is not None:
            name = change_table(definition.source(moment.source))
            sql = render("attention/change_table", name=name, source=Sql(moment.source))
            yield SqlObject(name=name, kind="table", sql=sql)


def captured_state_changes(definition: Definition) -> Iterator[tuple[Table, tuple[str, ...], dict[str, Any]]]:
    """For each source with state changes, or other changes that are moments, its table, the columns that it reads, and
    the pieces of capture.sql for it."""
    for moment in definition.attention.moments:
        source = definition.source(moment.source)
        states, changes = moment.state_changes, moment.changes
        if states is not None:
            pieces: dict[str, Any] = {
                "into": state_change_table(source),
                "state": text_of(states.state),
                "user": text_of(states.user),
            }
            yield _captured(source, [states.state, states.user], pieces)
        if changes is not None:
            # Of what has no equality, such as json, the text is compared.
            fields = [
                {"name": literal(name), "value": text_of(expr), "as": ident(f"field{number}")}
                for number, (name, expr) in enumerate(changes.fields, start=1)
            ]
            pieces = {"into": change_table(source), "fields": fields, "user": text_of(changes.user)}
            yield _captured(source, [*(expr for _, expr in changes.fields), changes.user], pieces)


def _captured(
    source: Source, read: list[Expr | None], pieces: dict[str, Any]
) -> tuple[Table, tuple[str, ...], dict[str, Any]]:
    common = {
        "source": Sql(source.name),
        "alias": ident(source.tree.alias),
        "crm": table_name(source.tree.table),
        "key": Sql(f"({expression(source.tree.key)})::text"),
        "fields": None,
    }
    columns = tuple(columns_of([source.tree.key, *read], source.tree.alias))
    return source.tree.table, columns, {**common, **pieces}
