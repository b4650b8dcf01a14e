"""What to do about an error that PostgreSQL reports for an expression."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
from psycopg import errors
from sqlglot import exp

from pg_saint.criteria.parse import column_path, show
from pg_saint.ir.nodes import Expr

BY_STATE = {
    errors.UndefinedFunction: "compare values of one type: cast one side, e.g. field::integer or '3'; "
    "write a function outside pg_catalog with its schema, e.g. public.f(x)",
    errors.UndefinedObject: "write a type outside pg_catalog with its schema, e.g. crm.mood",
    errors.InvalidTextRepresentation: "the value on the other side has that type; write a literal that fits it",
    errors.InvalidDatetimeFormat: "write a date as '2026-12-31'",
    errors.DatatypeMismatch: "make both sides, or all branches, of one type with a cast",
    errors.AmbiguousFunction: "add a cast, so that only one function or operator fits",
    errors.GroupingError: "use count, sum, min, max or avg over a source, with filter (where …)",
    errors.InsufficientPrivilege: "types are checked in a temporary table: grant temporary on this database, "
    "and execute on the function",
    errors.WrongObjectType: "use only scalar functions and operators here",
}
ADD_NUMBERS = "map a number: extract(epoch from took) / 3600 for the hours of an interval, price::numeric for money"
IN_ORDER = "map a value with an order: field::text, or case when field then 1 else 0 end for a boolean"
BY_CALL: dict[type[Expr], str] = {exp.Sum: ADD_NUMBERS, exp.Avg: ADD_NUMBERS, exp.Min: IN_ORDER, exp.Max: IN_ORDER}
TEXT_IN = "write a || b instead of concat(a, b); use coalesce(a, '') where one may be null"


def remedy_for(error: psycopg.Error, expr: Expr, scope: Mapping[tuple[str, ...], str], timezone: str) -> str | None:
    if isinstance(error, errors.InvalidObjectDefinition):
        return _not_immutable(expr, scope, timezone)
    if isinstance(error, errors.UndefinedFunction) and type(expr) in BY_CALL:
        return BY_CALL[type(expr)]
    for kind, remedy in BY_STATE.items():
        if isinstance(error, kind):
            return remedy
    return error.diag.message_hint or "try the expression in psql, over the same columns"


def _not_immutable(expr: Expr, scope: Mapping[tuple[str, ...], str], timezone: str) -> str:
    """The usual suspects, named by what the expression holds."""
    called = {node.name.lower().removeprefix("pg_catalog.") for node in expr.find_all(exp.Anonymous)}
    if expr.find(exp.Concat) or called & {"concat", "concat_ws", "format"}:
        return TEXT_IN
    for column in expr.find_all(exp.Column):
        if scope[column_path(column)].endswith("with time zone"):
            return f"name the time zone: write ({show(column)} at time zone '{timezone}')::date"
    if called & {"to_char", "to_date", "to_timestamp"}:
        return (
            "to_char, to_date and to_timestamp depend on the language set; use extract(…), make_date(…) or a comparison"
        )
    for cast in expr.find_all(exp.Cast):
        if cast.to.this in exp.DataType.TEXT_TYPES:
            return (
                f"do not cast {show(cast.this)} to text; compare it with a literal of its own type, e.g. field = 'sold'"
            )
        if cast.to.this in exp.DataType.TEMPORAL_TYPES:
            return "how a text is read as a date depends on a setting; map a column of type date, or use make_date(…)"
    return "use an immutable function; see \\df+ in psql for the volatility of each"
