"""Changes of state, each a moment of its own: where the triggers record them."""

from __future__ import annotations

from collections.abc import Iterator

from pg_saint.compile.attention.sources import state_change_table, text_of
from pg_saint.compile.sql.expressions import columns_of
from pg_saint.compile.sql.objects import SqlObject
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql, expression, ident, table_name
from pg_saint.ir.definition import Definition
from pg_saint.ir.nodes import Source, Table


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


def captured_state_changes(definition: Definition) -> Iterator[tuple[Table, tuple[str, ...], dict[str, Sql]]]:
    """For each source with state changes its table, the columns that it reads, and the pieces of capture.sql for it."""
    for moment in definition.attention.moments:
        if moment.state_changes is not None:
            source = definition.source(moment.source)
            read = [source.tree.key, moment.state_changes.state, moment.state_changes.user]
            yield (
                source.tree.table,
                tuple(columns_of(read, source.tree.alias)),
                {
                    "source": Sql(source.name),
                    "into": state_change_table(source),
                    "alias": ident(source.tree.alias),
                    "crm": table_name(source.tree.table),
                    "key": Sql(f"({expression(source.tree.key)})::text"),
                    "state": text_of(moment.state_changes.state),
                    "user": text_of(moment.state_changes.user),
                },
            )
