"""What may be defined from inside the database: the criteria language over what is mapped, and nothing else.

Whoever proposes has fewer rights than whoever applies, so this says what is allowed, and not what is not: the keys of
each part, and in expressions functions, operators and types of PostgreSQL's own that cannot run anything of anybody.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from sqlglot import exp

from pg_saint.criteria.parse import parse_expression, show
from pg_saint.criteria.when import when_conditions
from pg_saint.criteria.windows import is_window
from pg_saint.definitions.document import Document
from pg_saint.definitions.model import nearest_location
from pg_saint.definitions.model.base import Part
from pg_saint.definitions.model.monitors import Monitor
from pg_saint.definitions.model.selections import Selection
from pg_saint.definitions.model.statuses import Counter, Status
from pg_saint.errors import SaintError
from pg_saint.ir.dialect import TYPES, ArrayOf, Infix, Prefix, Spelled, Subscript
from pg_saint.ir.nodes import Expr, Location

MODELS: dict[str, type[Part]] = {"statuses": Status, "counters": Counter, "selections": Selection, "monitors": Monitor}
KEYS = {
    "statuses": {
        "on", "name", "when", "rank", "visual", "enabled", "deleted", "notify", "groups", "image", "description",
        "follow_up",
    },
    "counters": {"on", "value"},
    "selections": {"on", "when", "name", "columns", "static", "readers", "stored"},
    "monitors": {"on", "of", "selection", "users", "group", "name", "period", "bands", "revenue"},
}  # fmt: skip
SECTIONS = (*KEYS, "periods")
# Of PostgreSQL: what they make is about as large as what they are given, and they end soon. No regular expressions.
FUNCTIONS = frozenset((
    "array_length", "array_position", "bit_length", "btrim", "cardinality", "ceiling", "char_length",
    "character_length", "concat", "date_part", "date_trunc", "div", "exp", "initcap", "isfinite", "left", "ln", "log",
    "ltrim", "make_date", "mod", "normalize", "octet_length", "overlay", "position", "power", "replace", "reverse",
    "right", "rtrim", "sign", "split_part", "sqrt", "strpos", "substr", "substring", "translate", "trunc",
    "width_bucket",
))  # fmt: skip
OURS = ("status", "selection")
OPERATORS = frozenset(("&&", "@>", "<@", "->", "^@", "overlaps", "+"))
NODES = (
    exp.Column, exp.Identifier, exp.Literal, exp.Boolean, exp.Null, exp.Var, exp.Star, exp.Paren, exp.Tuple,
    exp.And, exp.Or, exp.Not, exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.NullSafeEQ, exp.NullSafeNEQ,
    exp.Is, exp.In, exp.Between, exp.Like, exp.ILike, exp.Escape, exp.Any, exp.All,
    exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Mod, exp.Neg, exp.DPipe, exp.JSONExtractScalar,
    exp.Case, exp.If, exp.Coalesce, exp.Nullif, exp.Greatest, exp.Least,
    exp.Abs, exp.Round, exp.Ceil, exp.Floor, exp.Lower, exp.Upper, exp.Length, exp.Trim, exp.Concat, exp.StartsWith,
    exp.Count, exp.Sum, exp.Min, exp.Max, exp.Avg, exp.Distinct, exp.Filter, exp.Where, exp.Exists,
    exp.Interval, exp.AtTimeZone, exp.Extract, exp.DataTypeParam, ArrayOf, Subscript,
)  # fmt: skip
BRACKETS = re.compile(r"\(\d+(, \d+)?\)|\[\d*\]")
MAPPING = "tables, joins and their expressions are for who applies files: ask there"


def check_inside(document: Document, entities: Collection[str]) -> Iterator[SaintError]:
    """What in it may not be defined from inside. What is wrong for everybody is found elsewhere."""
    for section, parts in document.data.items():
        if section not in SECTIONS:
            where = document.locations[(section,)]
            remedy = f"defined from inside are {', '.join(SECTIONS)}; {MAPPING}"
            yield SaintError(f"{section} cannot be defined from inside the database", where, remedy)
        elif section in KEYS and isinstance(parts, dict):
            for name, part in parts.items():
                if isinstance(part, dict):
                    yield from _check_part(document, section, name, part, entities)


def _check_part(
    document: Document, section: str, name: str, part: dict[str, Any], entities: Collection[str]
) -> Iterator[SaintError]:
    def location(*path: str | int) -> Location:
        return nearest_location(document.locations, (section, name, *path))

    for key in part:
        if key in MODELS[section].model_fields and key not in KEYS[section]:
            message = f"{key} of {section}.{name} cannot be given from inside the database"
            yield SaintError(message, location(key), f"given from inside are {', '.join(sorted(KEYS[section]))}")
    for expr, where in _expressions(part, location):
        for node in expr.walk():
            strange = _strange(node, entities)
            if strange:
                yield SaintError(f"{strange} cannot be written from inside the database", where, MAPPING)
                break


def named_selections(document: Document) -> Iterator[tuple[str, Location]]:
    """The selections that something in it asks, also of a parent."""
    for section in KEYS:
        for name, part in (document.data.get(section) or {}).items():

            def location(*path: str | int, way: tuple[str, str] = (section, name)) -> Location:
                return nearest_location(document.locations, (*way, *path))

            for expr, where in _expressions(part, location):
                for node in expr.find_all(exp.Anonymous):
                    if node.name.rpartition(".")[2] == "selection" and node.expressions:
                        yield node.expressions[0].name, where
            if section == "monitors" and isinstance(part.get("selection"), str):
                yield part["selection"], location("selection")


def _expressions(part: dict[str, Any], location: Any) -> Iterator[tuple[Expr, Location]]:
    """Those that can be read; of the others the loader says what is wrong."""
    try:
        if "when" in part:
            for condition in when_conditions(part["when"], lambda *path: location("when", *path)):
                yield condition.expr, condition.location
    except SaintError:
        pass
    columns = part.get("columns")
    texts = [(part.get(key), location(key)) for key in ("value", "of")]
    for at, column in enumerate(columns if isinstance(columns, list) else ()):
        texts += [
            (each, location("columns", at)) for each in (column.values() if isinstance(column, dict) else [column])
        ]
    for text, where in texts:
        try:
            if isinstance(text, str):
                yield parse_expression(text, where), where
        except SaintError:
            pass


def _strange(node: Expr, entities: Collection[str]) -> str | None:
    """What it is, if it is more than the criteria language."""
    match node:
        case exp.Anonymous(this=str(name)):
            *path, word = name.split(".")
            if word in OURS:
                # Else it would be a function in a schema of that name.
                plain = not path or path[0] in entities
            else:
                plain = name in FUNCTIONS or is_window(node) or name.startswith("saint.")
            return None if plain else f"the function {name}"
        case exp.DataType():
            return None if _is_plain(node) else f"the type {show(node)}"
        case exp.Cast():
            return None
        case Infix() | Prefix():
            op = str(node.args["op"])
            return None if op in OPERATORS else f"the operator {op}"
        case Spelled():
            return "a regular expression" if "similar" in node.args["words"] else None
    return None if isinstance(node, NODES) else show(node)


def _is_plain(node: exp.DataType) -> bool:
    kind = node.args.get("kind")
    return node.this is not exp.DType.USERDEFINED or BRACKETS.sub("", str(kind)).strip() in (*TYPES, "interval")
