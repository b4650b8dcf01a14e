"""What PostgreSQL's own catalog says there is to call: the functions and operators over the types that a CRM has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import psycopg
from psycopg import sql

TYPES = (
    "boolean", "smallint", "integer", "bigint", "numeric", "real", "double precision", "text", "character varying",
    "date", "timestamp without time zone", "timestamp with time zone", "time without time zone", "interval", "uuid",
    "json", "jsonb", "text[]", "integer[]", "daterange", "int4range", "inet", "bytea", "money", "bit", "point",
    "tsvector",
)  # fmt: skip
# How an argument of each is written, besides the column of that type.
LITERALS = {
    "boolean": ("true", "null", "not c_boolean", "c_integer = 1", "c_text like 'a%'", "c_date is not null"),
    "integer": ("1", "-1", "2 + 3", "c_integer * 2", "+c_integer", "- - 3", "c_integer % 2"),
    "numeric": ("1.50", ".5", "1e3", "-2.", "c_numeric ^ 2", "2 * c_numeric - 1"),
    "text": ("''", "'a  b'", "E'\\\\'", "U&'\\0061'", "$$x$$", "c_text || 'x'", "'-- x'", "'$saint$'", "'{{ x }} %s'"),
    "date": ("date '2026-01-01'", "c_date + 1", "'2026-01-01'::date", "cast('2026-01-01' as date)"),
    "interval": ("interval '1 day'", "interval '1' month", "interval '1 day 2 hours'", "interval(3) '1.5 seconds'"),
    "timestamp without time zone": ("timestamp '2026-01-01 10:00'", "c_timestamp_with_time_zone at time zone 'UTC'"),
    "jsonb": ("'{}'::jsonb", "c_jsonb -> 'a'", "c_jsonb #> '{a,b}'", "jsonb '[1]'"),
    "text[]": ("array['a', 'b']", "'{a,b}'::text[]", "c_text_array[1:2]", "array[]::text[]", "c_text_array || 'x'"),
    "integer[]": ("array[1, 2]", "array[[1, 2], [3, 4]]", "c_integer_array[:2]"),
    "bit": ("B'1'", "X'F'::bit(1)"),
    "double precision": ("1.5::float8", "float8 '2'", "c_double_precision ^ 2"),
}
# The clock, chance, other sessions and other rows: refused on purpose, whatever their volatility.
REFUSED = ("now", "mod", "div", "like_escape")
KEYWORDS = (
    "position", "overlay", "substring", "trim", "normalize", "extract", "like", "timestamp", "time", "interval", "bit",
    "varchar", "numeric", "text", "char", "overlaps", "isnull", "notnull",
)  # fmt: skip
CALLABLE = """
    select p.proname, array(select pg_catalog.format_type(a, null) from unnest(p.proargtypes) a), p.proretset
    from pg_catalog.pg_proc p
    where p.pronamespace = 'pg_catalog'::regnamespace and p.prokind = 'f' and not p.proretset and p.provolatile = 'i'
        and p.prorettype <> all ('{internal,trigger,void}'::regtype[]) and p.provariadic = 0
        and p.proargtypes::oid[]::regtype[]::text[] <@ %(types)s and p.pronargs between 1 and 5
    order by 1, 2
"""
OPERATORS = """
    select o.oprname, case when o.oprleft <> 0 then pg_catalog.format_type(o.oprleft, null) end,
        pg_catalog.format_type(o.oprright, null), pg_catalog.format_type(o.oprresult, null)
    from pg_catalog.pg_operator o join pg_catalog.pg_proc p on p.oid = o.oprcode
    where (o.oprleft = 0 or pg_catalog.format_type(o.oprleft, null) = any (%(types)s))
        and pg_catalog.format_type(o.oprright, null) = any (%(types)s) and o.oprnamespace = 'pg_catalog'::regnamespace
    order by 1, 2, 3
"""


@dataclass(frozen=True)
class Operator:
    name: str
    left: str | None
    right: str
    result: str


class Language:
    """Writes expressions over a table with one column of each type. Everything about them is `random`'s."""

    def __init__(self, connection: psycopg.Connection) -> None:
        given = {"types": list(TYPES)}
        rows = connection.execute(CALLABLE, given).fetchall()
        self.functions: list[tuple[str, list[str]]] = [(row[0], row[1]) for row in rows if row[0] not in REFUSED]
        self.operators = [Operator(*row) for row in connection.execute(OPERATORS, given)]

    def calls(self, random: Random) -> Iterator[str]:
        """Each function once, its arguments columns or something that has their type."""
        for name, types in self.functions:
            arguments = ", ".join(argument(type_, random) for type_ in types)
            yield f"{called(name)}({arguments})"

    def operations(self, random: Random) -> Iterator[str]:
        """Each operator once, by its own name and in the long form."""
        for each in self.operators:
            for name in (each.name, f"operator(pg_catalog.{each.name})"):
                left = "" if each.left is None else argument(each.left, random) + " "
                yield f"{left}{name} {argument(each.right, random)}"

    def nested(self, random: Random, depth: int = 3) -> str:
        """Operators inside operators, brackets left out more often than not."""
        operator = random.choice(self.operators)
        left = "" if operator.left is None else self._operand(operator.left, random, depth) + " "
        said = f"{left}{operator.name} {self._operand(operator.right, random, depth)}"
        low, high = (self._operand(operator.result, random, 0) for _ in range(2))
        return random.choice((
            said, said, said, f"not {said}", f"{said} is null", f"{said} is not true", f"({said})", f"- {said}",
            f"{said} and {self._operand('boolean', random, 0)} or {self._operand('boolean', random, 0)}",
            f"{said} is distinct from {low}",
            f"{said} between {low} and {high}",
            f"{said} not in ({low}, {high})",
            f"case when {said} then 1 else 2 end", f"{said}::text", f"cast({said} as text)", f"{said} collate \"C\"",
        ))  # fmt: skip

    def _operand(self, type_: str, random: Random, depth: int) -> str:
        fitting = [each for each in self.operators if each.result == type_]
        if not depth or not fitting or random.random() < 0.3:
            return argument(type_, random)
        operator = random.choice(fitting)
        left = "" if operator.left is None else self._operand(operator.left, random, depth - 1) + " "
        said = f"{left}{operator.name} {self._operand(operator.right, random, depth - 1)}"
        return f"({said})" if random.random() < 0.4 else said


def argument(type_: str, random: Random) -> str:
    more = LITERALS.get(type_, ())
    return random.choice((column(type_), *more)) if more else column(type_)


def column(type_: str) -> str:
    return "c_" + type_.replace(" ", "_").replace("[]", "_array")


def called(name: str) -> str:
    """A function whose name is a keyword of the grammar is called with its schema."""
    return f"pg_catalog.{sql.Identifier(name).as_string(None)}" if name in KEYWORDS else name


def create_table(connection: psycopg.Connection) -> None:
    columns = [sql.SQL("{} " + type_).format(sql.Identifier(column(type_))) for type_ in TYPES]
    connection.execute(sql.SQL("create table sample ({})").format(sql.SQL(", ").join(columns)))


def meanings(connection: psycopg.Connection, expressions: Sequence[str]) -> list[str | None]:
    """What PostgreSQL makes of each, with every bracket: None where it refuses it.

    As constraints, because a table may have many of any type; halved where one is refused.
    """
    checks = [
        sql.SQL("constraint k{} check (({}\n) is null)").format(n, sql.SQL(text)) for n, text in enumerate(expressions)
    ]
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(sql.SQL("create temp table meant (like sample, {})").format(sql.SQL(", ").join(checks)))
            rows = connection.execute(
                "select conname, pg_get_constraintdef(oid) from pg_constraint where conrelid = 'meant'::regclass"
            ).fetchall()
    except psycopg.Error:
        if len(expressions) == 1:
            return [None]
        middle = len(expressions) // 2
        return meanings(connection, expressions[:middle]) + meanings(connection, expressions[middle:])
    found: dict[str, str] = dict(rows)
    return [found.get(f"k{n}") for n in range(len(expressions))]
