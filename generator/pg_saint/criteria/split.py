"""The conditions that must all hold, each as the user wrote it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from pg_saint.criteria.parse import parse_expression
from pg_saint.ir.lexer import tokens
from pg_saint.ir.nodes import Location


def conditions(text: str, location: Location) -> Iterator[tuple[str, Location]]:
    """The operands of the outermost ``and`` of `text`, each where it begins; `text` itself where there is none.

    The trees do not remember where they were written, so this looks at the tokens.
    """
    if not isinstance(parse_expression(text, location), exp.And):
        yield text, location
        return
    start, depth, between, dotted = 0, 0, False, False
    for token in tokens(text):
        if token.is_mark("(", "[") or (token.is_word("case") and not dotted):
            depth += 1
        elif token.is_mark(")", "]") or (token.is_word("end") and not dotted):
            depth -= 1
        elif depth == 0 and token.is_word("between") and not dotted:
            between = True
        elif depth == 0 and token.is_word("and") and not dotted:
            if not between:
                yield _part(text, start, token.start, location)
                start = token.end
            between = False
        # After a dot every word is a name.
        dotted = token.is_mark(".")
    yield _part(text, start, len(text), location)


def _part(text: str, start: int, end: int, location: Location) -> tuple[str, Location]:
    first = next(tokens(text[start:end])).start + start
    return text[first:end], location.within(text, first)
