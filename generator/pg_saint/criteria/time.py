"""Time in its one shape (ir.temporal): other ways to write it are turned into it or refused."""

from __future__ import annotations

from sqlglot import exp

from pg_saint.criteria.lengths import earlier, length, no_lengths
from pg_saint.criteria.parse import integer, show
from pg_saint.errors import SaintError
from pg_saint.ir.brackets import bare, bracketed
from pg_saint.ir.nodes import Expr, Location
from pg_saint.ir.temporal import COMPARISONS, Start, is_today, start_from_today

FLIPPED: dict[type[Expr], type[exp.Binary]] = {
    exp.GT: exp.LT,
    exp.GTE: exp.LTE,
    exp.LT: exp.GT,
    exp.LTE: exp.GTE,
    exp.EQ: exp.EQ,
    exp.NEQ: exp.NEQ,
}
FURTHEST = 1000 * 366  # days: far enough from the ends of PostgreSQL's dates
SHAPE = "write <date> <comparison> today ± a number of days, e.g. date > today - 30"


def normalise_time(expr: Expr, location: Location) -> Expr:
    """`expr` with every comparison with today as ir.temporal reads it. Raises SaintError for any other use of it."""
    root = bracketed(expr)
    for between in list(root.find_all(exp.Between)):
        if _names_today(between.args["low"]) or _names_today(between.args["high"]):
            _replace(between, _expanded(between, location))
    for comparison in list(root.find_all(*COMPARISONS)):
        if _names_today(comparison):
            comparison.replace(_comparison(comparison, location))
    no_lengths(root, location)
    for node in list(root.find_all(exp.Column)):
        if is_today(node) and not _inside_comparison(node):
            around = node.parent if node.parent and node.parent is not root else node
            raise SaintError(f"today can only be compared with a date, not used as in {show(around)}", location, SHAPE)
    return bare(root)


def _comparison(node: Expr, location: Location) -> Expr:
    left, right = node.this, node.expression
    kind = type(node)
    start = _start(right)
    if start is None:
        start = _start(left)
        if start is not None:
            left, right, kind = right, left, FLIPPED[type(node)]
    if start is None or _names_today(left):
        raise SaintError(f"today cannot be used as in {show(node)}", location, _instead(node))
    if start.most_days > FURTHEST:
        raise SaintError(f"more than a thousand years from today: {show(node)}", location, "write a smaller number")
    shifted = left.unnest()
    if isinstance(shifted, exp.Add | exp.Sub) and integer(shifted.expression) is not None:
        raise SaintError(
            f"days are added to today, not to the date, in {show(node)}", location, _moved(kind, shifted, start)
        )
    if isinstance(left, exp.Any | exp.All):
        raise SaintError(f"today cannot be used as in {show(node)}", location, SHAPE)
    return kind(this=left, expression=start.from_today())


def _start(node: Expr) -> Start | None:
    """As start_from_today, and ``n + today`` and ``today + -n`` as well."""
    node = node.unnest()
    if isinstance(node, exp.Add) and is_today(node.expression.unnest()):
        return length(node.this)
    if isinstance(node, exp.Add | exp.Sub) and is_today(node.this.unnest()):
        start = length(node.expression)
        return start if start is None or isinstance(node, exp.Add) else earlier(start)
    return start_from_today(node)


def _expanded(between: Expr, location: Location) -> Expr:
    if between.args.get("symmetric"):
        raise SaintError(f"between symmetric with today: {show(between)}", location, SHAPE)
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
            return node.parent.expression is node and start_from_today(node) is not None
        node = node.parent
    return False


def _moved(kind: type[Expr], shifted: Expr, start: Start) -> str:
    number = integer(shifted.expression) or 0
    if start.unit != "day":
        return SHAPE
    moved = start.number - number if isinstance(shifted, exp.Add) else start.number + number
    return f"write {show(kind(this=shifted.this.copy(), expression=Start('day', moved).from_today()))}"


def _instead(node: Expr) -> str:
    """For ``today - date > 30``: ``date < today - 30``."""
    age, number = node.this.unnest(), integer(node.expression)
    if isinstance(age, exp.Sub) and is_today(age.this) and number is not None:
        since = Start("day", -number).from_today()
        return f"write {show(FLIPPED[type(node)](this=age.expression.copy(), expression=since))}"
    return SHAPE
