"""Changes of state, each a moment of its own: where the triggers record them."""

from __future__ import annotations

from collections.abc import Iterator

from pg_saint.compile.attention.sources import text_of, transition_name
from pg_saint.compile.sql.expressions import columns_of
from pg_saint.compile.sql.objects import SqlObject
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql, expression, ident, table_name
from pg_saint.ir.definition import Definition
from pg_saint.ir.nodes import Source, Table


def transition_sources(definition: Definition) -> dict[str, Source]:
    moments = definition.attention.moments
    return {moment.source: definition.source(moment.source) for moment in moments if moment.transitions is not None}


def transition_tables(definition: Definition) -> Iterator[SqlObject]:
    for source in transition_sources(definition).values():
        name = transition_name(source)
        yield SqlObject(
            name=name,
            kind="table",
            sql=render("attention/transition_table", name=name, source=Sql(source.name)),
        )


def captured_transitions(definition: Definition) -> Iterator[tuple[Table, tuple[str, ...], dict[str, Sql]]]:
    """For each source with transitions its table, the columns that it reads, and the pieces of capture.sql for it."""
    for moment in definition.attention.moments:
        if moment.transitions is not None:
            source = definition.source(moment.source)
            read = [source.tree.key, moment.transitions.state, moment.transitions.user]
            yield (
                source.tree.table,
                tuple(columns_of(read, source.tree.alias)),
                {
                    "source": Sql(source.name),
                    "into": transition_name(source),
                    "alias": ident(source.tree.alias),
                    "crm": table_name(source.tree.table),
                    "key": Sql(f"({expression(source.tree.key)})::text"),
                    "state": text_of(moment.transitions.state),
                    "user": text_of(moment.transitions.user),
                },
            )
