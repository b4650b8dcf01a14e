"""The conditions that must all hold, each as the user wrote it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp
from sqlglot.tokenizer_core import TokenType

from pg_saint.criteria.parse import POSTGRES, one_line, parse_expression
from pg_saint.ir.nodes import Place

OPENING = (TokenType.L_PAREN, TokenType.L_BRACKET, TokenType.CASE)
CLOSING = (TokenType.R_PAREN, TokenType.R_BRACKET, TokenType.END)


def conditions(text: str, place: Place) -> Iterator[str]:
    """The operands of the outermost ``and`` of `text`; `text` itself where there is none.

    sqlglot's trees do not remember where they were written, so this looks at the tokens.
    """
    if not isinstance(parse_expression(text, place), exp.And):
        yield one_line(text)
        return
    start, depth, between = 0, 0, False
    for token in POSTGRES.tokenize(text):
        if token.token_type in OPENING:
            depth += 1
        elif token.token_type in CLOSING:
            depth -= 1
        elif depth == 0 and token.token_type == TokenType.BETWEEN:
            between = True
        elif depth == 0 and token.token_type == TokenType.AND:
            if not between:
                yield one_line(text[start : token.start])
                start = token.end + 1
            between = False
    yield one_line(text[start:])
