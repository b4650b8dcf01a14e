"""From the type that a CRM's column has to the type that is needed."""

from __future__ import annotations

from sqlglot import exp

from pg_saint.errors import SaintError
from pg_saint.ir.brackets import in_brackets
from pg_saint.ir.dialect import cast
from pg_saint.ir.harmless import judged_as, never_fails
from pg_saint.ir.nodes import Expr, Location
from pg_saint.ir.temporal import day_of
from pg_saint.ir.types import INTEGERS, base_type


def unlimited(type_: str) -> str:
    """The type of values of any length or precision: a value that does not fit must not be cut or rounded to a key.
    What is padded to its length keeps it: of another length it would be shown otherwise."""
    kind = base_type(type_)
    return type_ if kind in ("character", "bit") else "text" if kind == "character varying" else kind


def any_length(type_: str) -> str:
    """The type of a field's values where ours hold them: the CRM may lengthen its column."""
    kind = base_type(type_)
    # Without a length these two mean a length of 1.
    return {"character": "bpchar", "bit": '"bit"'}.get(kind, kind)


def to_date(expr: Expr, type_: str, zone: str | None, timezone: str, location: Location) -> Expr:
    """The date in `timezone` of a date, a timestamptz, or a timestamp in `zone`."""
    kind = base_type(type_)
    if kind == "date":
        return expr
    if kind == "timestamp with time zone":
        return day_of(expr, timezone)
    if kind == "timestamp without time zone":
        if zone is None:
            raise SaintError(
                "date is a timestamp without time zone", location, "say which zone it is in, e.g. date_zone: UTC"
            )
        return day_of(expr, zone, timezone)
    raise SaintError(
        f"date is of type {type_}",
        location,
        "map a date or a timestamp, or an expression that gives one, e.g. make_date(…)",
    )


def to_instant(expr: Expr, type_: str, zone: str | None, timezone: str) -> Expr:
    """The point in time (timestamptz) of what to_date() takes; of a date the midnight that begins it in `timezone`. At
    the ends of time it may not be there, and is NULL."""
    kind = base_type(type_)
    if kind == "timestamp with time zone":
        return expr
    stamp: Expr
    if kind == "date":
        stamp, read_in = cast(in_brackets(expr.copy()), "timestamp"), timezone
    else:
        stamp, read_in = expr.copy(), zone or timezone
        if read_in.upper() in ("UTC", "ETC/UTC"):
            return judged_as(_at(stamp, read_in), expr)
    return judged_as(exp.Case(ifs=[exp.If(this=_is_within_time(expr), true=_at(stamp, read_in))]), expr)


def _is_within_time(expr: Expr) -> Expr:
    """Whether a date or a timestamp is one in each time zone."""
    first, last, before, after = map(exp.Literal.string, ("4714-11-27 BC", "294276-12-29", "-infinity", "infinity"))
    value = in_brackets(expr.copy())
    finite = exp.Between(this=value, low=first, high=last)
    return exp.or_(finite, exp.In(this=value.copy(), expressions=[before, after]), copy=False)


def to_key(expr: Expr, type_: str, key_type: str, entity: str, location: Location) -> Expr:
    """`expr` as a key of type `key_type`; a number that does not fit is NULL: no record can have it."""
    kind = base_type(type_)
    if unlimited(type_) == key_type:
        return expr if key_type in (kind, type_) else lossless(expr, key_type)
    if kind in INTEGERS and key_type in INTEGERS:
        converted = lossless(expr, key_type)
        if INTEGERS[kind] < INTEGERS[key_type]:
            return converted
        limit = 2 ** INTEGERS[key_type]
        low, high = exp.Neg(this=exp.Literal.number(limit)), exp.Literal.number(limit - 1)
        return exp.Case(
            ifs=[exp.If(this=exp.Between(this=in_brackets(expr.copy()), low=low, high=high), true=converted)]
        )
    raise SaintError(
        f"a link to {entity} gives {type_}, and the key of {entity} is {key_type}",
        location,
        f"cast it, e.g. column::{key_type}",
    )


def lossless(expr: Expr, type_: str) -> Expr:
    """A cast that takes every value that can arrive here."""
    return never_fails(cast(in_brackets(expr.copy()), type_))


def _at(expr: Expr, zone: str) -> Expr:
    return exp.AtTimeZone(this=in_brackets(expr), zone=exp.Literal.string(zone))
