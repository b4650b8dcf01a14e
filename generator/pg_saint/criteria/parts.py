"""What a criterion looks at, as the user wrote it: ``count(contact) filter (where …)``, ``category``, a counter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from sqlglot import exp

from pg_saint.criteria.aggregates import FUNCTIONS
from pg_saint.criteria.parse import parse_expression
from pg_saint.ir.lexer import Token, folded, tokens
from pg_saint.ir.names import column
from pg_saint.ir.nodes import Expr, Location

Part = tuple[str, Expr]


def parts(
    text: str,
    read: Callable[[Expr], Expr],
    columns: Mapping[str, str],
    counters: Mapping[str, Expr],
    location: Location,
) -> tuple[Part, ...]:
    """Each aggregate, field and counter that `text` names, once, with its expression at record level. `read` makes one
    of an aggregate."""
    found: dict[str, Expr] = {}
    all_tokens = list(tokens(text))
    at = 0
    while at < len(all_tokens):
        end = _aggregate(all_tokens, at)
        if end:
            said = text[all_tokens[at].start : all_tokens[end - 1].end]
            # Of what exists, how many there are says more.
            counted = f"count{said[len('exists') :]}" if all_tokens[at].is_word("exists") else said
            found.setdefault(folded(said), read(parse_expression(counted, location)))
            at = end
            continue
        path, end = _path(all_tokens, at)
        if path in columns:
            found.setdefault(path, column(columns[path]))
        elif path in counters and not _called(all_tokens, end):
            found.setdefault(path, counters[path])
        at = end
    return tuple(found.items())


def _aggregate(all_tokens: Sequence[Token], at: int) -> int:
    """Behind the aggregate that begins at `at`, with its filter; 0 where none does."""
    if not all_tokens[at].is_word(*FUNCTIONS, "exists") or not _called(all_tokens, at + 1):
        return 0
    end = _closed(all_tokens, at + 1)
    if end + 1 < len(all_tokens) and all_tokens[end].is_word("filter") and _called(all_tokens, end + 1):
        end = _closed(all_tokens, end + 1)
    return end


def _called(all_tokens: Sequence[Token], at: int) -> bool:
    return at < len(all_tokens) and all_tokens[at].is_mark("(")


def _closed(all_tokens: Sequence[Token], at: int) -> int:
    """Behind the bracket that closes the one at `at`."""
    depth = 0
    for end, token in enumerate(all_tokens[at:], start=at + 1):
        depth += token.is_mark("(") - token.is_mark(")")
        if depth == 0:
            return end
    return len(all_tokens)


def _path(all_tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """The name that begins at `at`, with its dots, and what comes behind it."""
    names = [token.value for token in _alternating(all_tokens[at:])]
    return ".".join(names), at + max(2 * len(names) - 1, 1)


def _alternating(rest: Sequence[Token]) -> Iterator[Token]:
    for number, token in enumerate(rest):
        if number % 2 == 0 and token.kind not in ("word", "name"):
            return
        if number % 2 == 0:
            yield token
        elif not token.is_mark(".") or number + 1 >= len(rest):
            return


def made_by_us(expr: Expr) -> bool:
    """Whether a part is put together from stored columns in ways that cannot fail."""
    kinds = (
        exp.Column, exp.Identifier, exp.Paren, exp.Add, exp.Div, exp.Nullif, exp.Least, exp.Greatest, exp.Coalesce,
        exp.Case, exp.If, exp.Not, exp.Is, exp.Null, exp.Literal, exp.Cast, exp.DataType,
    )  # fmt: skip
    return all(isinstance(node, kinds) for node in expr.walk())
