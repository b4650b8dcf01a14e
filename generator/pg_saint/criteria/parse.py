"""One SQL expression: text → tree, without what can not be maintained."""

from __future__ import annotations

from sqlglot import exp
from sqlglot.dialects.postgres import Postgres
from sqlglot.errors import SqlglotError

from pg_saint.errors import SaintError
from pg_saint.ir.names import exact_name
from pg_saint.ir.nodes import Expr, Place

POSTGRES = Postgres()
WRITE_TODAY = "write today: it is a date, in the definition's time zone, and known to every counter"
NOT_MAINTAINABLE: tuple[tuple[tuple[type[Expr], ...], str, str], ...] = (
    (
        (exp.Query, exp.Subquery),
        "a subquery can not be kept up to date",
        "map the other table as a source, or as a join of the entity or source, and use its fields",
    ),
    (
        (exp.Window, exp.WithinGroup),
        "a window or ordered-set function can not be kept up to date",
        "use count, sum, min, max or avg",
    ),
    (
        (
            exp.CurrentTimestamp,
            exp.CurrentDate,
            exp.CurrentTime,
            exp.CurrentDatetime,
            exp.Localtime,
            exp.Localtimestamp,
        ),
        "the clock is not the same at every read",
        WRITE_TODAY,
    ),
    (
        (exp.CurrentUser, exp.SessionUser, exp.CurrentSchema, exp.CurrentCatalog),
        "it differs from session to session",
        "leave it out",
    ),
    ((exp.Rand, exp.Uuid), "a random value can not be kept up to date", "leave it out"),
    (
        (exp.Parameter, exp.Placeholder, exp.SessionParameter),
        "no parameters and no prefix operator @ here",
        "for @ write abs(…)",
    ),
    (
        (exp.Alias, exp.Star, exp.Ordered, exp.Command, exp.DDL, exp.DML),
        "this is not an expression",
        "write one SQL expression",
    ),
)
# Volatile and stable functions that sqlglot has no class for; PostgreSQL finds the rest.
CLOCK_FUNCTIONS = frozenset(
    ("now", "clock_timestamp", "statement_timestamp", "transaction_timestamp", "timeofday", "localtimestamp")
)


def parse_expression(text: str, place: Place) -> Expr:
    """The tree of one expression.

    ``a / b`` becomes ``a / nullif(b, 0)``, and ``%`` likewise: a division by zero makes the value NULL (a criterion
    is then not met), and can not make a transaction of the CRM fail. Raises SaintError with `place`.
    """
    try:
        # As an expression from the start: a field may be called comment, set or update.
        trees = POSTGRES.parse_into(exp.Condition, text)
    except SqlglotError as error:
        raise SaintError(
            f"not an SQL expression: {_syntax(error, text)}", place, "write it as in PostgreSQL"
        ) from error
    if len(trees) != 1 or trees[0] is None:
        raise SaintError(f"not one SQL expression: {text}", place, "write one expression, without ;")
    tree = trees[0]
    for node in tree.walk():
        node.comments = None
        for kinds, why, remedy in NOT_MAINTAINABLE:
            if isinstance(node, kinds) and not (isinstance(node, exp.Star) and isinstance(node.parent, exp.Count)):
                raise SaintError(f"{why}: {show(node)} in {one_line(text)}", place, remedy)
        if isinstance(node, exp.Anonymous) and node.name.lower() in CLOCK_FUNCTIONS:
            raise SaintError(f"the clock is not the same at every read: {show(node)}", place, WRITE_TODAY)
    return tree.transform(_no_division_by_zero)


def _no_division_by_zero(node: Expr) -> Expr:
    if isinstance(node, exp.Div | exp.Mod) and not _is_nonzero_number(node.expression):
        divisor = node.expression.unnest()
        if not isinstance(divisor, exp.Nullif):
            node.set("expression", exp.Nullif(this=divisor, expression=exp.Literal.number(0)))
    return node


def _is_nonzero_number(node: Expr) -> bool:
    return isinstance(node, exp.Literal) and not node.is_string and float(node.name) != 0


def show(node: Expr) -> str:
    """SQL for a message, on one line, in lower-case keywords as users write it."""
    text = node.sql(dialect="postgres", normalize_functions="lower", comments=False)
    return one_line(text)


def integer(node: Expr) -> int | None:
    """The whole number that `node` is, with its sign; None for anything else."""
    node = node.unnest()
    if isinstance(node, exp.Neg):
        number = integer(node.this)
        return None if number is None else -number
    return int(node.name) if isinstance(node, exp.Literal) and node.is_int else None


def one_line(text: str) -> str:
    return " ".join(text.split())


def in_brackets(node: Expr) -> Expr:
    """`node` such that it can take the place of a column anywhere."""
    plain = (exp.Column, exp.Literal, exp.Boolean, exp.Null, exp.Paren, exp.Cast, exp.Case, exp.Anonymous)
    call = isinstance(node, exp.Func) and not isinstance(node, exp.Binary | exp.AtTimeZone)
    return node if isinstance(node, plain) or call else exp.Paren(this=node)


def bracketed(expr: Expr) -> exp.Paren:
    """A parent for `expr`, so that every node of it, also the outermost, can be replaced; see bare()."""
    return exp.Paren(this=expr)


def bare(root: exp.Paren) -> Expr:
    """What bracketed() was given, after replacements."""
    inside: Expr = root.this
    inside.pop()
    return inside


def column_path(column: exp.Column) -> tuple[str, ...]:
    """The names of a column as they were meant: ``company.category`` → ("company", "category")."""
    return tuple(exact_name(part) for part in column.parts)


def _syntax(error: SqlglotError, text: str) -> str:
    details = getattr(error, "errors", None)
    if details and details[0].get("highlight"):
        return f"near {details[0]['highlight']!r} in {one_line(text)}"
    return one_line(text)
