"""The conditions of attention monitors: which relations, and which amounts are revenue."""

from __future__ import annotations

from sqlglot import exp

from pg_saint.criteria.aggregates import Aggregates, event_level
from pg_saint.criteria.parse import parse_expression, show
from pg_saint.criteria.record import field_columns, record_level, status_names
from pg_saint.definitions.model import Model
from pg_saint.errors import SaintError
from pg_saint.ir.attention import Bought
from pg_saint.ir.nodes import Expr


def monitor_condition(model: Model, name: str) -> Expr | None:
    """`of` of the monitor, record level, over the entity's fields; None where there is none. Raises SaintError."""
    monitor = model.monitors[name]
    if monitor.of is None:
        return None
    location = model.location("monitors", name, "of")
    columns = field_columns(model, monitor.on)
    aggregates = Aggregates(model, monitor.on, taken=set(columns.values()))
    expr = record_level(parse_expression(monitor.of, location), aggregates, columns, {}, name, location)
    if aggregates.all or status_names(expr):
        raise SaintError(
            f"of: of a monitor looks at the fields of {monitor.on} alone: {monitor.of}",
            location,
            "make a selection of it, and name that: selection: …",
        )
    return expr


def revenue_condition(model: Model, source: str, bought: Bought) -> Expr | None:
    """Which rows of the source count as orders or invoices, event level; None for all. Raises SaintError."""
    text, location = model.sources[source].revenue[bought], model.location("sources", source, "revenue", bought)
    entity = next(iter(model.sources[source].links))
    expr = event_level(parse_expression(text, location), model, entity, source, location)
    known = {*model.sources[source].field_names, "today"}
    if others := [node.name for node in expr.find_all(exp.Column) if node.name not in known]:
        raise SaintError(
            f"{others[0]} is not a field of {source}: {show(expr)}", location, f"map it as a field of {source}"
        )
    if any(node.name == "today" for node in expr.find_all(exp.Column)):
        raise SaintError(
            f"what is revenue does not depend on today: {show(expr)}",
            location,
            "leave the date out: the monitor has a period",
        )
    return None if isinstance(expr, exp.Boolean) and expr.this else expr
