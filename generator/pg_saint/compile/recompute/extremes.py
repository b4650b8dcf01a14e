"""A minimum or maximum that may have gone: looked for among the record's events, that column alone."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from pg_saint.compile.recompute.live import of_records, said
from pg_saint.compile.recompute.recent import before, column_of_day, later_than, lookback
from pg_saint.compile.row.layout import Accumulator, EntityLayout
from pg_saint.compile.row.pieces import entity_function
from pg_saint.compile.row.source_links import SourceLink, present
from pg_saint.compile.sql.expressions import replace_columns, written_out
from pg_saint.compile.sql.objects import SqlObject
from pg_saint.compile.sql.text import Sql, both, expression, ident, literal, table_name, type_name
from pg_saint.ir.nodes import Expr
from pg_saint.ir.temporal import is_today

# By its number: a column of the CRM's table may be called today.
TODAY = exp.Parameter(this=exp.Literal.number(2))


def extremes_function(layout: EntityLayout, own: list[tuple[SourceLink, Accumulator]]) -> SqlObject:
    """`own`: the minima and maxima of sources whose rows hold all that counts."""
    return entity_function(layout, "recompute/extremes", extremes=[_looked_for(*each) for each in own])


def _looked_for(source_link: SourceLink, accumulator: Accumulator) -> dict[str, Any]:
    tree, argument = source_link.source.tree, accumulator.aggregate.argument
    assert argument is not None
    day_column = _day_column(source_link, argument)
    filter_ = present(accumulator)
    conditions = [_young(source_link, accumulator), None if filter_ is None else _at_row_level(source_link, filter_)]
    return {
        "column": ident(accumulator.column),
        "name": literal(accumulator.column),
        "comment": said(accumulator),
        "function": Sql(accumulator.kind),
        "value": expression(_at_row_level(source_link, argument)),
        "type": type_name(accumulator.type),
        "table": table_name(tree.table),
        "alias": ident(tree.alias),
        "where": of_records(source_link, "= $1", both(each for each in conditions if each is not None)),
        "day_column": None if day_column is None else expression(day_column),
        "least": accumulator.kind == "min",
    }


def _day_column(source_link: SourceLink, argument: Expr) -> exp.Column | None:
    """The column of which the argument is the day, where it is not the column itself."""
    field = next((f for f in source_link.fields if isinstance(argument, exp.Column) and f.name == argument.name), None)
    if field is None or field.type != "date" or isinstance(field.expr, exp.Column):
        return None
    return column_of_day(source_link, field)


def _young(source_link: SourceLink, accumulator: Accumulator) -> Expr | None:
    """On the column as it is stored, for which there may be an index, where the filter has a bound."""
    bounds = lookback(accumulator.aggregate)
    found = (later_than(source_link, f, before(TODAY, bounds[f.name])) for f in source_link.fields if f.name in bounds)
    return both(each for each in found if each is not None)


def _at_row_level(source_link: SourceLink, expr: Expr) -> Expr:
    written = written_out(expr, {field.name: field.expr for field in source_link.source.fields})
    return replace_columns(written, lambda node: TODAY.copy() if is_today(node) else node)
