"""Names and types."""

from __future__ import annotations

from pg_saint.criteria.grammar.reader import Reader
from pg_saint.criteria.grammar.words import INTERVAL_FIELDS, TYPE_WORDS
from pg_saint.ir.lexer import Token


class Names(Reader):
    def _name(self) -> str:
        if self.peek().kind not in ("word", "name"):
            raise self.wrong()
        return written(self.take())

    def _qualified(self) -> str:
        name = self._name()
        while self.taken_mark("."):
            name += f".{self._name()}"
        return name

    def _operator_name(self) -> str:
        """``operator(schema.+)``"""
        self.take()
        self.needs("(")
        schema = ""
        while self.peek().kind in ("word", "name"):
            schema += self._name() + "."
            self.needs(".")
        if self.peek().kind != "operator":
            raise self.wrong()
        symbol = self.take().value
        self.needs(")")
        return f"operator({schema}{symbol})"

    def _type(self) -> str:
        """A type, as written."""
        first = self.peek()
        name = self._qualified()
        if first.kind == "word" and name in TYPE_WORDS and self.peek().is_word(*TYPE_WORDS[name]):
            name += f" {self.take().value}"
        if name == "interval":
            fields = self._fields()
            name += f" {fields}" if fields else self._size()
        elif name in ("timestamp", "time") and first.kind == "word":
            name += self._size()
            for word in ("with", "without"):
                if self.taken(word, "time", "zone"):
                    name += f" {word} time zone"
        else:
            name += self._size()
        while self.peek().is_mark("[") and (self.peek(1).is_mark("]") or self.peek(2).is_mark("]")):
            size = "" if self.peek(1).is_mark("]") else self.peek(1).value
            self.at += 3 if size else 2
            name += f"[{size}]"
        if self.taken("array"):
            name += "[]"
        return name

    def _fields(self) -> str:
        """``day``, ``day to second(3)`` …"""
        if not self.peek().is_word(*INTERVAL_FIELDS):
            return ""
        said = self.take().value
        if self.peek().is_word("to") and self.peek(1).is_word(*INTERVAL_FIELDS):
            self.at += 1
            said += f" to {self.take().value}"
        return said + self._size()

    def _size(self) -> str:
        """``(10, 2)`` of a type, if it is there."""
        if not self.peek().is_mark("("):
            return ""
        self.take()
        said = []
        while not self.taken_mark(")"):
            token = self.take()
            if token is self.nothing or not (token.kind in ("number", "word") or token.is_mark(",", "-")):
                self.at -= 1
                raise self.wrong()
            said.append(self.text[token.start : token.end])
        return f"({''.join(said).replace(',', ', ')})"


def written(token: Token) -> str:
    """A name as it must be written to mean the same."""
    if token.kind == "word" and token.value.isascii():
        return token.value
    return '"' + token.value.replace('"', '""') + '"'
