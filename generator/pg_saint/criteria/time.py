"""Time in its one shape: ``<date> <cmp> today ± n``; other ways to write it are turned into it or refused."""

from __future__ import annotations

from sqlglot import exp

from pg_saint.criteria.parse import bare, bracketed, show
from pg_saint.errors import SaintError
from pg_saint.ir.names import column
from pg_saint.ir.nodes import Expr, Place
from pg_saint.ir.temporal import COMPARISONS, days_after_today, is_today

FLIPPED: dict[type[Expr], type[exp.Binary]] = {
    exp.GT: exp.LT,
    exp.GTE: exp.LTE,
    exp.LT: exp.GT,
    exp.LTE: exp.GTE,
    exp.EQ: exp.EQ,
    exp.NEQ: exp.NEQ,
}
SHAPE = "write <date> <comparison> today ± a number of days, e.g. date > today - 30"


def normalise_time(expr: Expr, place: Place) -> Expr:
    """`expr` with every comparison with today as ir.temporal reads it. Raises SaintError for any other use of it."""
    root = bracketed(expr)
    for between in list(root.find_all(exp.Between)):
        if _names_today(between.args["low"]) or _names_today(between.args["high"]):
            _replace(between, _expanded(between, place))
    for comparison in list(root.find_all(*COMPARISONS)):
        if _names_today(comparison):
            comparison.replace(_comparison(comparison, place))
    for today in list(root.find_all(exp.Column)):
        if is_today(today) and not _inside_comparison(today):
            around = today.parent if today.parent and today.parent is not root else today
            raise SaintError(f"today can only be compared with a date, not used as in {show(around)}", place, SHAPE)
    return bare(root)


def past(days: int) -> Expr:
    """``date > today - days and date <= today``."""
    return exp.And(
        this=exp.GT(this=column("date"), expression=today(-days)),
        expression=exp.LTE(this=column("date"), expression=today(0)),
    )


def ahead(days: int) -> Expr:
    """``date > today and date <= today + days``."""
    return exp.And(
        this=exp.GT(this=column("date"), expression=today(0)),
        expression=exp.LTE(this=column("date"), expression=today(days)),
    )


def today(days: int) -> Expr:
    if days == 0:
        return column("today")
    kind = exp.Add if days > 0 else exp.Sub
    return kind(this=column("today"), expression=exp.Literal.number(abs(days)))


def _comparison(node: Expr, place: Place) -> Expr:
    left, right = node.this, node.expression
    kind = type(node)
    days = _days(right)
    if days is None:
        days = _days(left)
        if days is not None:
            left, right, kind = right, left, FLIPPED[type(node)]
    if days is None or _names_today(left):
        raise SaintError(f"today can not be used as in {show(node)}", place, _instead(node))
    shifted = left.unnest()
    if isinstance(shifted, exp.Add | exp.Sub) and _integer(shifted.expression) is not None:
        raise SaintError(
            f"days are added to today, not to the date, in {show(node)}", place, f"write {_moved(kind, shifted, days)}"
        )
    if isinstance(left, exp.Any | exp.All):
        raise SaintError(f"today can not be used as in {show(node)}", place, SHAPE)
    return kind(this=left, expression=today(days))


def _days(node: Expr) -> int | None:
    """As days_after_today, and ``n + today`` and ``today + -n`` as well."""
    node = node.unnest()
    if isinstance(node, exp.Add) and _integer(node.this) is not None and is_today(node.expression.unnest()):
        return _integer(node.this)
    if isinstance(node, exp.Add | exp.Sub) and is_today(node.this.unnest()):
        number = _integer(node.expression)
        return None if number is None else number if isinstance(node, exp.Add) else -number
    return days_after_today(node)


def _integer(node: Expr) -> int | None:
    node = node.unnest()
    if isinstance(node, exp.Neg):
        number = _integer(node.this)
        return None if number is None else -number
    return int(node.name) if isinstance(node, exp.Literal) and node.is_int else None


def _expanded(between: Expr, place: Place) -> Expr:
    if between.args.get("symmetric"):
        raise SaintError(f"between symmetric with today: {show(between)}", place, SHAPE)
    return exp.And(
        this=exp.GTE(this=between.this.copy(), expression=between.args["low"]),
        expression=exp.LTE(this=between.this.copy(), expression=between.args["high"]),
    )


def _replace(node: Expr, conjunction: Expr) -> None:
    """Puts a conjunction in the place of `node`, in brackets unless it stands among conditions that must all hold."""
    plain = isinstance(node.parent, exp.And | exp.Paren | exp.Where)
    node.replace(conjunction if plain else exp.Paren(this=conjunction))


def _names_today(node: Expr) -> bool:
    return any(is_today(column) for column in node.find_all(exp.Column))


def _inside_comparison(node: Expr) -> bool:
    while node.parent is not None:
        if isinstance(node.parent, tuple(COMPARISONS)):
            return node.parent.expression is node and days_after_today(node) is not None
        node = node.parent
    return False


def _moved(kind: type[Expr], shifted: Expr, days: int) -> str:
    number = _integer(shifted.expression) or 0
    moved = days - number if isinstance(shifted, exp.Add) else days + number
    return show(kind(this=shifted.this.copy(), expression=today(moved)))


def _instead(node: Expr) -> str:
    """For ``today - date > 30``: ``date < today - 30``."""
    age, number = node.this.unnest(), _integer(node.expression)
    if isinstance(age, exp.Sub) and is_today(age.this) and number is not None:
        return f"write {show(FLIPPED[type(node)](this=age.expression.copy(), expression=today(-number)))}"
    return SHAPE
