"""The tokens of one expression, one after the other, and what is said of those that do not fit."""

from __future__ import annotations

from pg_saint.errors import SaintError
from pg_saint.ir.lexer import LexicalError, Token, folded, tokens
from pg_saint.ir.nodes import Expr, Location


class Reader:
    """What each part of the grammar, in the files beside this one, reads with; each builds on those before it."""

    def __init__(self, text: str, location: Location) -> None:
        self.text, self.location = text, location
        try:
            self.tokens = list(tokens(text))
        except LexicalError as error:
            raise SaintError(
                f"not an SQL expression: {error} in {text}",
                location.within(text, error.start),
                "write it as in PostgreSQL",
            ) from error
        end = len(text)
        # What stands after the last token is not a token of any kind.
        self.nothing = Token("mark", "", end, end)
        self.at = 0
        self.depth = 0

    def peek(self, ahead: int = 0) -> Token:
        at = self.at + ahead
        return self.tokens[at] if at < len(self.tokens) else self.nothing

    def take(self) -> Token:
        token = self.peek()
        self.at += 1
        return token

    def taken(self, *words: str) -> bool:
        """Takes the words if they are what comes next."""
        if all(self.peek(n).is_word(word) for n, word in enumerate(words)):
            self.at += len(words)
            return True
        return False

    def taken_mark(self, mark: str) -> bool:
        if self.peek().is_mark(mark):
            self.at += 1
            return True
        return False

    def needs(self, mark: str) -> None:
        if not self.taken_mark(mark):
            raise self.wrong()

    def needs_word(self, word: str) -> None:
        if not self.taken(word):
            raise self.wrong()

    def wrong(self) -> SaintError:
        token = self.peek()
        here = self.location.within(self.text, token.start)
        if token.is_mark(";"):
            return SaintError(f"not one SQL expression: {self.said()}", here, "write one expression, without ;")
        near = f"near {self.text[token.start : token.end]!r} in" if token is not self.nothing else "it ends too early:"
        return SaintError(f"not an SQL expression: {near} {self.said()}", here, "write it as in PostgreSQL")

    def refused(self, reason: tuple[str, str], start: int) -> SaintError:
        """`start`: the number of the token at which it begins."""
        first = self.tokens[min(start, len(self.tokens) - 1)].start
        what = folded(self.text[first : self.peek(-1).end])
        return SaintError(f"{reason[0]}: {what} in {self.said()}", self.location.within(self.text, first), reason[1])

    def said(self) -> str:
        return folded(self.text)

    def expression(self, least: int = 0) -> Expr:
        """What binds more than `least`: the parser's, which is made of all the parts."""
        raise NotImplementedError

    def _list(self, closing: str) -> list[Expr]:
        found = [self.expression()]
        while self.taken_mark(","):
            found.append(self.expression())
        self.needs(closing)
        return found

    def _skip_query(self) -> None:
        """To the bracket that closes the one before."""
        depth = 1
        while depth and self.peek() is not self.nothing:
            token = self.take()
            depth += 1 if token.is_mark("(") else -1 if token.is_mark(")") else 0
