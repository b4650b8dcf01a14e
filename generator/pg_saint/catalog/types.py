"""PostgreSQL itself says which type an expression has, and refuses what is not immutable.

A temporary table gets the columns that the expressions name, and another one a generated column for each expression:
PostgreSQL accepts only immutable expressions there. The transaction around is rolled back by the caller. Names are
looked up as in the generated functions (search_path = pg_catalog, pg_temp).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import psycopg
from psycopg import errors, sql
from sqlglot import exp

from pg_saint.catalog.literals import literal_problem
from pg_saint.catalog.raising import TODAY, Verdict, judged
from pg_saint.catalog.readings import may_be_read_otherwise, read_otherwise, reading_problem
from pg_saint.catalog.remedies import remedy_for
from pg_saint.criteria.parse import column_path, one_line, show
from pg_saint.criteria.unknown import WORDS, word_meant
from pg_saint.errors import SaintError
from pg_saint.ir.dialect import printed
from pg_saint.ir.nodes import Expr, Location
from pg_saint.ir.temporal import names_zones, without_calendar
from pg_saint.ir.walking import copied, nodes

Scope = Mapping[tuple[str, ...], str]
BATCH = 400
# Milliseconds. What is constant is computed each time that a statement is planned: the CRM's own would wait for it.
PATIENCE_FOR_MANY, PATIENCE_FOR_ONE = 1000, 3000
PATIENCE = """
    select pg_catalog.set_config('statement_timeout', asked.ms::text, true)
    from (select %s::integer as ms) asked
    where asked.ms < (
        select case setting::bigint when 0 then 2147483647 else setting::bigint end
        from pg_catalog.pg_settings where name = 'statement_timeout')
"""
NOWHERE = Location("", 0)
CHECKED = sql.Identifier("pg_temp", "saint_checked")
STORING = sql.Identifier("pg_temp", "saint_storing")
FORMAT_TYPES = """
    select pg_catalog.format_type(type, modifier)
    from unnest(%s::oid[], %s::int[]) with ordinality as described (type, modifier, ordinal)
    order by ordinal
"""
BASE_TYPES = """
    with recursive made_of (ordinal, type) as (
        select ordinal, type from unnest(%s::oid[]) with ordinality as described (type, ordinal)
        union all
        select m.ordinal, t.typbasetype
        from made_of m join pg_catalog.pg_type t on t.oid = m.type
        where t.typtype = 'd'
    )
    select pg_catalog.format_type(m.type, null), t.typcategory::text
    from made_of m join pg_catalog.pg_type t on t.oid = m.type
    where t.typtype <> 'd'
    order by m.ordinal
"""
STORED = """
    select pg_catalog.pg_get_expr(adbin, adrelid), adbin::text
    from pg_catalog.pg_attrdef
    where adrelid = 'pg_temp.saint_storing'::pg_catalog.regclass
    order by adnum
"""
CONDITION = """
    select pg_catalog.pg_get_expr(indpred, indrelid), indpred::text
    from pg_catalog.pg_index
    where indrelid = 'pg_temp.saint_storing'::pg_catalog.regclass
"""

CALLED = """
    select from pg_catalog.pg_proc where proname = %s and pronamespace = 'pg_catalog'::pg_catalog.regnamespace limit 1
"""
# Those that a user would write: not what types and indexes are made of.
FUNCTIONS = """
    select distinct proname::text from pg_catalog.pg_proc
    where pronamespace = 'pg_catalog'::pg_catalog.regnamespace and provolatile = 'i' and prokind = 'f'
      and prorettype <> 'pg_catalog.internal'::pg_catalog.regtype
      and not proargtypes::pg_catalog.oid[] && array['pg_catalog.internal'::pg_catalog.regtype::pg_catalog.oid]
    order by 1
"""


@dataclass(frozen=True)
class Request:
    """What is asked about one expression. `scope` has the type of each column in it, by the names in it;
    `text` is what the user wrote, None where `expr` says it; `expected` the type that it must have."""

    expr: Expr
    scope: Scope
    text: str | None
    location: Location
    expected: str | None = None

    @property
    def said(self) -> str:
        """For a message: on one line."""
        return show(self.expr) if self.text is None else one_line(self.text)


@dataclass(frozen=True)
class Typed:
    """The type as format_type() gives it, or what is wrong. `harmless`: whatever the columns hold, the expression does
    not raise an error; `most`: of a number the largest absolute value that it can have, where that is known."""

    type: str
    error: SaintError | None = None
    harmless: bool = False
    most: int | None = None


@dataclass(frozen=True)
class Known:
    """A type as format_type() gives it, under a domain the one that it is made of, and its category in pg_type."""

    type: str
    category: str


def known_types(connection: psycopg.Connection[Any], asked: Sequence[tuple[Expr, Scope]]) -> list[Known]:
    """The type of each expression, which check_types() has found to be right. Runs in the caller's transaction."""
    found: list[Known] = []
    for start in range(0, len(asked), BATCH):
        requests = [Request(expr, scope, "", NOWHERE) for expr, scope in asked[start : start + BATCH]]
        with connection.transaction(force_rollback=True), connection.cursor() as cursor:
            described, _, _ = _described(cursor, requests)
            cursor.execute(BASE_TYPES, ([each[0] for each in described],))
            found += [Known(*row) for row in cursor.fetchall()]
    return found


def check_types(
    connection: psycopg.Connection[Any], requests: Sequence[Request], timezone: str, aggregates: bool = False
) -> list[Typed]:
    """One answer for each request, in order. `aggregates`: the expressions are aggregates over such rows.

    Runs in the caller's transaction, which must be rolled back.
    """
    # What many counters ask alike is asked once.
    alike = [(printed(r.expr), id(r.scope), r.text, r.location, r.expected) for r in requests]
    asked = list(dict(zip(alike, requests, strict=True)).values())
    answers: list[Typed] = []
    for start in range(0, len(asked), BATCH):
        answers += _batch(connection, asked[start : start + BATCH], timezone, aggregates)
    found = dict(zip(dict.fromkeys(alike), answers, strict=True))
    return [found[each] for each in alike]


def _batch(
    connection: psycopg.Connection[Any],
    requests: Sequence[Request],
    timezone: str,
    aggregates: bool,
    columns_only: bool = False,
) -> list[Typed]:
    """`columns_only`: the table has no generated columns; one index with a condition shows what is not immutable."""
    try:
        # Undone, because dropping such tables takes as long as making them.
        with connection.transaction(force_rollback=True):
            connection.execute(PATIENCE, (PATIENCE_FOR_ONE if len(requests) == 1 else PATIENCE_FOR_MANY,))
            answers = _ask(connection, requests, aggregates, columns_only)
    except psycopg.Error as error:
        of_server = isinstance(error, psycopg.OperationalError | errors.ReadOnlySqlTransaction)
        if of_server and not isinstance(error, errors.QueryCanceled):
            raise
        if len(requests) == 1 and isinstance(error, errors.IndeterminateCollation) and not columns_only:
            # ``lower('X') = name``: a generated column is folded before its texts have a collation.
            return _batch(connection, requests, timezone, aggregates, columns_only=True)
        if len(requests) == 1:
            return [Typed("", _error(connection, error, requests[0], timezone))]
        answers_by_place: dict[int, Typed] = {}
        for places in _apart(requests, error):
            part = _batch(connection, [requests[at] for at in places], timezone, aggregates)
            answers_by_place |= zip(places, part, strict=True)
        return [answers_by_place[at] for at in range(len(requests))]
    return [
        _judged(type_, stored, verdict, otherwise, request, timezone)
        for (type_, stored, verdict, otherwise), request in zip(answers, requests, strict=True)
    ]


def _apart(requests: Sequence[Request], error: psycopg.Error) -> Sequence[Sequence[int]]:
    """Several requests of which one is wrong in parts, by their places: to tell which."""
    places = range(len(requests))
    alone = [at for at in places if any(map(_folds_texts, nodes(requests[at].expr)))]
    if not (alone and isinstance(error, errors.IndeterminateCollation)):
        middle = len(requests) // 2
        return [places[:middle], places[middle:]]
    others = [at for at in places if at not in alone]
    return [[at] for at in alone] + ([others] if others else [])


def _folds_texts(node: Expr) -> bool:
    """Whether PostgreSQL computes it at once, from texts that are written there."""
    if not isinstance(node, exp.Func | exp.Binary):
        return False
    inside = list(nodes(node))
    written = any(isinstance(each, exp.Literal) and each.is_string for each in inside)
    return written and not any(isinstance(each, exp.Column) for each in inside)


def _ask(
    connection: psycopg.Connection[Any], requests: Sequence[Request], aggregates: bool, columns_only: bool
) -> list[tuple[str, str, Verdict, bool]]:
    """Of each expression the type, how PostgreSQL stores it (nothing for an aggregate), whether it can fail, and
    whether it is read otherwise under other settings."""
    with connection.cursor() as cursor:
        described, columns, expressions = _described(cursor, requests)
        definitions = _definitions(columns)
        cursor.execute(FORMAT_TYPES, ([each[0] for each in described], [each[1] for each in described]))
        types: list[str] = [row[0] for row in cursor.fetchall()]
        stored, verdicts, otherwise = [""] * len(types), [Verdict(False)] * len(types), [False] * len(types)
        if not aggregates:
            if columns_only:
                statements, query = _condition(definitions, expressions), CONDITION
            else:
                statements, query = _generated(definitions, types, expressions), STORED
            may_be = any(may_be_read_otherwise(request.expr) for request in requests)
            with connection.transaction(force_rollback=may_be):
                for statement in statements:
                    cursor.execute(statement)
                found = cursor.execute(query).fetchall()
                stored, trees = [text for text, _ in found], [tree for _, tree in found]
                verdicts = _verdicts(connection, trees, columns)
            if may_be:
                otherwise = read_otherwise(connection, statements, query, trees)
    return list(zip(types, stored, verdicts, otherwise, strict=True))


def _generated(
    definitions: Sequence[sql.Composed], types: Sequence[str], expressions: Sequence[sql.SQL]
) -> list[sql.Composed]:
    columns = [
        _sql("{} {} generated always as ({}) stored").format(sql.Identifier(f"g{i}"), _sql(type_), expression)
        for i, (type_, expression) in enumerate(zip(types, expressions, strict=True))
    ]
    return [_sql("create temporary table {} ({})").format(STORING, _list([*definitions, *columns]))]


def _condition(definitions: Sequence[sql.Composed], expressions: Sequence[sql.SQL]) -> list[sql.Composed]:
    (only,) = expressions
    return [
        _sql("create temporary table {} ({})").format(STORING, _list([*definitions, _sql("g integer")])),
        _sql("create index on {} (g) where (({}) is null)").format(STORING, only),
    ]


def _verdicts(
    connection: psycopg.Connection[Any], trees: Sequence[str], columns: Iterable[tuple[str, str]]
) -> list[Verdict]:
    """On each of PostgreSQL's own trees. `columns`: the names and types of the table's."""
    numbered = {at: _known(names, type_) for at, (names, type_) in enumerate(columns, start=1)}
    return judged(connection, trees, numbered)


def _known(name: str, type_: str) -> str:
    return TODAY if name == TODAY else type_


def _described(
    cursor: psycopg.Cursor[Any], requests: Sequence[Request]
) -> tuple[list[tuple[int, int]], dict[tuple[str, str], str], list[sql.SQL]]:
    """Oid and modifier of each type, what the columns are called that the expressions look at, by their names and
    types, and the expressions over these."""
    columns: dict[tuple[str, str], str] = {}

    def named(type_: str, names: tuple[str, ...]) -> str:
        return columns.setdefault((".".join(names), type_), f"c{len(columns) + 1}")

    expressions = [_renamed(request, named) for request in requests]
    cursor.execute(_sql("create temporary table {} ({})").format(CHECKED, _list(_definitions(columns))))
    # The same text asks another table each time: a prepared statement would have the old one's types.
    cursor.execute(_sql("select {} from {} limit 0").format(_list(expressions), CHECKED), prepare=False)
    result = cursor.pgresult
    assert result is not None
    return [(result.ftype(i), result.fmod(i)) for i in range(result.nfields)], columns, expressions


def _definitions(columns: Mapping[tuple[str, str], str]) -> list[sql.Composed]:
    return [_sql("{} {}").format(sql.Identifier(name), _sql(type_)) for (_, type_), name in columns.items()]


def _sql(text: str) -> sql.SQL:
    """SQL that this package or PostgreSQL itself has printed."""
    return sql.SQL(text)


def _list(parts: Sequence[sql.Composable]) -> sql.Composed:
    return sql.SQL(", ").join(parts)


def _renamed(request: Request, named: Callable[[str, tuple[str, ...]], str]) -> sql.SQL:
    # The extension, whose function tells where a month starts, need not be installed yet.
    def renamed(node: exp.Column) -> Expr:
        names = column_path(node)
        return exp.column(named(request.scope[names], names))

    return _sql(printed(copied(without_calendar(request.expr), renamed)))


def _judged(type_: str, stored: str, verdict: Verdict, otherwise: bool, request: Request, timezone: str) -> Typed:
    problem = literal_problem(request.expr, stored, timezone)
    if problem is None and otherwise:
        problem = reading_problem(request.expr)
    if problem is not None:
        message, remedy = problem
        return Typed(type_, SaintError(f"{message}: {request.said}", request.location, remedy))
    if request.expected is None or type_ == request.expected:
        # A date taken from a point in time is harmless in our own form of it only.
        harmless = verdict.harmless and not (verdict.days and names_zones(request.expr))
        return Typed(type_, harmless=harmless, most=verdict.most if harmless else None)
    message = f"this must be {request.expected}, but is {type_}: {request.said}"
    hint = "write a comparison, such as … = … or … is not null" if request.expected == "boolean" else None
    return Typed(type_, SaintError(message, request.location, hint))


def _error(connection: psycopg.Connection[Any], error: psycopg.Error, request: Request, timezone: str) -> SaintError:
    message = error.diag.message_primary or str(error)
    if isinstance(error, errors.QueryCanceled):
        message = "PostgreSQL computes this before it reads a row, and that takes too long"
        return SaintError(f"{message}: {request.said}", request.location, "write the value in its place")
    if isinstance(error, psycopg.errors.InvalidObjectDefinition):
        message = "the value can change without a write, because it depends on a setting or on the clock"
    remedy = remedy_for(error, request.expr, request.scope, timezone)
    if isinstance(error, errors.UndefinedFunction):
        remedy = _function_meant(connection, request.expr) or remedy
    return SaintError(f"{message}: {request.said}", request.location, remedy)


def _function_meant(connection: psycopg.Connection[Any], expr: Expr) -> str | None:
    """The remedy for a function that PostgreSQL knows by no arguments."""
    for call in expr.find_all(exp.Anonymous):
        name = call.name.removeprefix("pg_catalog.")
        if "." in name or connection.execute(CALLED, (name,)).rowcount:
            continue
        if name in WORDS:
            return f"{name} only has a meaning in criteria and filters"
        known = [row[0] for row in connection.execute(FUNCTIONS).fetchall()]
        near = word_meant(call) or next(iter(get_close_matches(name, known, n=1, cutoff=0.75)), None)
        if near:
            return f"did you mean {near}?"
    return None
