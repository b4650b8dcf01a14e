"""How expressions are printed: as they came in, whatever sqlglot would make of them for other databases."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, ClassVar

from sqlglot import exp
from sqlglot.dialects.postgres import Postgres
from sqlglot.generators.postgres import PostgresGenerator

from pg_saint.ir.nodes import Expr

# What textwrap, jinja and splitlines() take for the end of a line, and the backslash.
TO_ESCAPE = re.compile("[\\\\\x00-\x1f\x7f\x85\u2028\u2029]")
SHORT = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}

# The functions that other parts of the compiler know by their class; every other one is an exp.Anonymous.
KNOWN: dict[str, type[exp.Func]] = {
    "coalesce": exp.Coalesce, "nullif": exp.Nullif, "greatest": exp.Greatest, "least": exp.Least,
    "abs": exp.Abs, "round": exp.Round, "ceil": exp.Ceil, "floor": exp.Floor,
    "lower": exp.Lower, "upper": exp.Upper, "length": exp.Length, "trim": exp.Trim, "concat": exp.Concat,
    "starts_with": exp.StartsWith,
}  # fmt: skip
AGGREGATES: dict[str, type[exp.AggFunc]] = {
    "count": exp.Count, "sum": exp.Sum, "min": exp.Min, "max": exp.Max, "avg": exp.Avg,
}  # fmt: skip
TYPES = {
    "smallint": exp.DType.SMALLINT, "int2": exp.DType.SMALLINT,
    "integer": exp.DType.INT, "int": exp.DType.INT, "int4": exp.DType.INT,
    "bigint": exp.DType.BIGINT, "int8": exp.DType.BIGINT,
    "numeric": exp.DType.DECIMAL, "decimal": exp.DType.DECIMAL, "dec": exp.DType.DECIMAL,
    "real": exp.DType.FLOAT, "float4": exp.DType.FLOAT,
    "double precision": exp.DType.DOUBLE, "float8": exp.DType.DOUBLE, "float": exp.DType.DOUBLE,
    "text": exp.DType.TEXT, "varchar": exp.DType.VARCHAR, "character varying": exp.DType.VARCHAR,
    "boolean": exp.DType.BOOLEAN, "bool": exp.DType.BOOLEAN, "date": exp.DType.DATE,
    "timestamp": exp.DType.TIMESTAMP, "timestamp without time zone": exp.DType.TIMESTAMP,
    "timestamptz": exp.DType.TIMESTAMPTZ, "timestamp with time zone": exp.DType.TIMESTAMPTZ,
    "time": exp.DType.TIME, "time without time zone": exp.DType.TIME,
    "json": exp.DType.JSON, "jsonb": exp.DType.JSONB, "uuid": exp.DType.UUID,
}  # fmt: skip
SIZED = re.compile(r"(numeric|decimal|dec|varchar|character varying) ?\(([\d, ]+)\)\Z")


# Of an exp.Not: it was written as ``not in`` or ``not between``.
BETWEEN_OPERANDS = "between operands"
# Of an exp.Column: its last name was.
IN_DOUBLE_QUOTES = "in double quotes"


class Infix(exp.Expression, exp.Binary):
    """An operator between two operands that has no class in sqlglot, or one that it prints as another; `op` is it."""

    arg_types: ClassVar[dict[str, bool]] = {"this": True, "expression": True, "op": True}


class Prefix(exp.Unary):
    """An operator before its operand: ``@ x``, ``|/ x``."""

    arg_types: ClassVar[dict[str, bool]] = {"this": True, "op": True}


class Subscript(exp.Expression, exp.Condition):
    """``this[n]``; a slice is an exp.Slice."""

    arg_types: ClassVar[dict[str, bool]] = {"this": True, "expression": True}


class ArrayOf(exp.Expression, exp.Condition):
    """``array[…]``; `this` is the word before the brackets, empty for one inside another."""

    arg_types: ClassVar[dict[str, bool]] = {"this": True, "expressions": False}


class Spelled(exp.Expression, exp.Func):
    """A call with words between its arguments, ``substring(a from 2 for 3)``: `words` has the one before each of
    `expressions`, empty where a comma or nothing is."""

    arg_types: ClassVar[dict[str, bool]] = {"this": True, "expressions": True, "words": True}

    @property
    def name(self) -> str:
        return str(self.this)


def printed(expr: Expr, **options: Any) -> str:
    """SQL for an expression, a query or a name: each literal on one line. `options` are a sqlglot Generator's."""
    # Nothing of this dialect changes what it prints: no copy is made for it.
    return str(_printer(**options).generate(expr, copy=False))


@cache
def _printer(**options: Any) -> PostgresGenerator:
    return Saint.Generator(dialect=Saint, **options)


def quoted(text: str) -> str:
    """A string literal that means the same in every session and has no line break: nothing that takes SQL apart by
    lines, indents it or closes it up can change it."""
    doubled = text.replace("'", "''")
    escaped = TO_ESCAPE.sub(_escape, doubled)
    return f"'{doubled}'" if escaped == doubled else f"E'{escaped}'"


def data_type(text: str) -> exp.DataType:
    """A type as SQL writes it. What the compiler does not know by a class of its own keeps its text."""
    if text in TYPES:
        return exp.DataType(this=TYPES[text])
    if sized := SIZED.match(text):
        sizes = [exp.DataTypeParam(this=exp.Literal.number(size.strip())) for size in sized[2].split(",")]
        return exp.DataType(this=TYPES[sized[1]], expressions=sizes)
    return exp.DataType(this=exp.DType.USERDEFINED, kind=text)


def cast(expr: Expr, type_: str) -> exp.Cast:
    """``cast(expr as type_)``; `type_` as format_type() gives it."""
    return exp.Cast(this=expr, to=data_type(type_))


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    code = ord(character)
    return SHORT.get(character) or (f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}")


def _call(name: str) -> Any:
    def call(generator: PostgresGenerator, node: exp.Expr) -> str:
        arguments = [value for key in node.arg_types for value in _each(node.args.get(key))]
        return generator.func(name, *arguments, normalize=False)

    return call


def _each(value: Any) -> list[Expr]:
    found = value if isinstance(value, list) else [value]
    return [each for each in found if isinstance(each, exp.Expr)]


def _infix(op: str) -> Any:
    return lambda generator, node: generator.binary(node, f"NOT {op}" if node.args.get("negate") else op)


class Saint(Postgres):
    """PostgreSQL without what sqlglot does to expressions on their way from one database to another."""

    class Generator(PostgresGenerator):
        TRANSFORMS: ClassVar[dict[Any, Any]] = {
            **PostgresGenerator.TRANSFORMS,
            **{kind: _call(name) for name, kind in (*KNOWN.items(), *AGGREGATES.items()) if name != "trim"},
            exp.EQ: lambda self, e: self.equal(e),
            exp.Div: _infix("/"),
            exp.Mod: _infix("%"),
            exp.Like: _infix("LIKE"),
            exp.ILike: _infix("ILIKE"),
            exp.Is: lambda self, e: self.binary(e, "IS NOT" if e.args.get("negate") else "IS"),
            exp.JSONExtractScalar: lambda self, e: f"{self.sql(e, 'this')} ->> {self.sql(e, 'expression')}",
            exp.Pow: _infix("^"),
            exp.Any: lambda self, e: f"ANY({self.sql(e.this.unnest())})",
            exp.All: lambda self, e: f"ALL({self.sql(e.this.unnest())})",
            exp.Anonymous: lambda self, e: self.func(self.sql(e, "this"), *e.expressions, normalize=False),
            exp.Escape: lambda self, e: f"{self.sql(e, 'this')} ESCAPE {self.sql(e, 'expression')}",
            ArrayOf: lambda self, e: f"{e.this}[{self.format_args(*e.expressions)}]",
            Infix: lambda self, e: f"{self.sql(e, 'this')} {e.args['op']} {self.sql(e, 'expression')}",
            Prefix: lambda self, e: f"{e.args['op']} {self.sql(e, 'this')}",
            Subscript: lambda self, e: f"{self.sql(e, 'this')}[{self.sql(e, 'expression')}]",
            exp.Slice: lambda self, e: f"{self.sql(e, 'this')} : {self.sql(e, 'expression')}".strip(),
            Spelled: lambda self, e: self.spelled(e),
        }

        def equal(self, node: exp.EQ) -> str:
            """``x = null`` such that transform_null_equals does not make ``x is null`` of it."""
            bare = (each.unnest() for each in (node.left, node.right))
            sides = [
                "NULL::unknown" if isinstance(inside, exp.Null) else self.sql(node, side)
                for side, inside in zip(("this", "expression"), bare, strict=True)
            ]
            return " = ".join(sides)

        def spelled(self, node: Spelled) -> str:
            said = ""
            for word, argument in zip(node.args["words"], node.expressions, strict=True):
                between = f" {word} " if word else ", "
                said += (between if said else f"{word} " if word else "") + self.sql(argument)
            return f"{node.this}({said})"

        def literal_sql(self, node: exp.Literal) -> str:
            return quoted(node.this) if node.is_string else str(node.this)

        def not_sql(self, node: exp.Not) -> str:
            inside = self.sql(node, "this")
            if node.meta_get(BETWEEN_OPERANDS) and isinstance(node.this, exp.In | exp.Between):
                operand = self.sql(node.this, "this")
                return f"{operand} NOT{inside.removeprefix(operand)}"
            return f"NOT {inside}"

        def neg_sql(self, node: exp.Neg) -> str:
            operand = self.sql(node, "this")
            # Of two signs together PostgreSQL would make another operator, or a comment.
            return f"- {operand}" if operand[0] in "+-*/<>=~!@#%^&|`?" else f"-{operand}"

        def interval_sql(self, node: exp.Interval) -> str:
            unit = node.args.get("unit")
            if not node.this.is_string:
                return f"{self.sql(node, 'this')} {self.sql(unit).lower()}"
            return f"INTERVAL {self.sql(node, 'this')}{f' {self.sql(unit)}' if unit else ''}"
