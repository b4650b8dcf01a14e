"""``when``: a text, a list (all must hold), or any: / all: / not: nested → the criteria that must all hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from pg_saint.criteria.parse import parse_expression
from pg_saint.criteria.split import conditions
from pg_saint.errors import SaintError
from pg_saint.ir.brackets import term
from pg_saint.ir.lexer import folded
from pg_saint.ir.nodes import Expr, Location

Where = Callable[..., Location]
SHAPES = "write an SQL expression, a list of them, or one of any: all: not:"


@dataclass(frozen=True)
class Condition:
    """One condition as the user wrote it, parsed."""

    text: str
    expr: Expr
    location: Location


def when_conditions(when: Any, location: Where, path: Sequence[str | int] = ()) -> Iterator[Condition]:
    """`location(*path)` tells where the part of `when` at `path` was written. Raises SaintError."""
    here = location(*path)
    if isinstance(when, bool | int):
        when = str(when).lower()
    if isinstance(when, str) and when.strip():
        for text, there in conditions(when, here):
            yield Condition(folded(text), parse_expression(text, there), there)
    elif isinstance(when, list) and when:
        for index, part in enumerate(when):
            yield from when_conditions(part, location, (*path, index))
    elif isinstance(when, dict) and len(when) == 1:
        ((key, part),) = when.items()
        inner = (*path, key)
        if key == "all":
            yield from when_conditions(part, location, inner)
        elif key == "not":
            condition = _one(list(when_conditions(part, location, inner)), here)
            yield Condition(f"not ({condition.text})", exp.Not(this=exp.Paren(this=condition.expr)), here)
        elif key == "any" and isinstance(part, list) and part:
            parts = [
                _one(list(when_conditions(item, location, (*inner, index))), location(*inner, index))
                for index, item in enumerate(part)
            ]
            yield _joined(parts, exp.Or, " or ", here)
        else:
            raise SaintError(f"this is not a condition: {key}", here, SHAPES)
    else:
        raise SaintError(f"this is not a condition: {when!r}", here, SHAPES)


def _one(parts: list[Condition], location: Location) -> Condition:
    return _joined(parts, exp.And, " and ", location)


def _joined(parts: list[Condition], kind: type[exp.Connector], word: str, location: Location) -> Condition:
    result = parts[0]
    if len(parts) == 1:
        return result
    texts = [f"({part.text})" if isinstance(part.expr, exp.Connector) else part.text for part in parts]
    expr: Expr = term(parts[0].expr, exp.Connector)
    for part in parts[1:]:
        expr = kind(this=expr, expression=term(part.expr, exp.Connector))
    return Condition(word.join(texts), expr, location)
