"""Statuses as SQL that is made of the file's text alone: how the compiler reads a criterion has no part in it.

Only the rows of entities and sources come from the compiler's reading of the mapping. The text is taken apart into
words, and each name, word for a period and aggregate is replaced by the SQL that it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from ruamel.yaml import YAML
from sqlglot import exp

from pg_saint.ir.definition import Definition
from pg_saint.ir.dialect import printed
from pg_saint.oracle.queries import EVENT_KEY, RECORD, RECORD_KEY, _column, _rows

TOKEN = re.compile(r"""'(?:[^']|'')*'|"[^"]*"|--[^\n]*|/\*.*?\*/|[A-Za-z_][\w.]*|\s+|.""", re.DOTALL)
AGGREGATES = ("count", "sum", "min", "max", "avg", "exists")
LENGTH = re.compile(r"\d+ (day|week|month|year)s?")
WINDOWS = ("past", "ahead", "this", "previous", "next", "start_of")
STARTS = {
    "day": "({today} + ({n}))",
    "week": "date_trunc('week', {today}::timestamp + ({n}) * interval '7 days')::date",
    "month": "date_trunc('month', {today}::timestamp + ({n}) * interval '1 month')::date",
    "quarter": "date_trunc('quarter', {today}::timestamp + ({n}) * interval '3 months')::date",
    "half_year": "(date_trunc('year', {today}::timestamp)"
    " + (({n}) + (extract(month from {today})::int - 1) / 6) * interval '6 months')::date",
    "year": "date_trunc('year', {today}::timestamp + ({n}) * interval '1 year')::date",
}
FLOATS = ("real", "double precision")


def laid_out(text: str) -> str:
    """The same criterion with other space, comments and a text that must stay what it is; always the same way."""
    random = Random(text)
    parts = re.split(r"('(?:[^']|'')*')", text)
    for at in range(0, len(parts), 2):
        parts[at] = re.sub(" ", lambda _: _gap(random), parts[at])
    said = "".join(parts)
    more = (said, said, f"({said}\n) and 'a  b' <> 'a b'", f"({said}\n) and '-- x'\n= '-- ' || 'x'")
    return str(random.choice(more))


def _gap(random: Random) -> str:
    return str(random.choice((*" " * 12, "  ", "\n", "\t", " /* 'a' and b */ ", " -- or c\n")))


def _length(text: str) -> str:
    return f"interval '{text}'" if LENGTH.fullmatch(text) else text


class Plain:
    """The statuses that the file says, as queries."""

    def __init__(self, yaml: str, definition: Definition) -> None:
        self.document: dict[str, Any] = YAML(typ="safe").load(yaml)
        self.definition = definition

    def status_query(self, name: str, today: date) -> str:
        """SQL that returns the keys of the records that have the status."""
        self.today = f"date '{today.isoformat()}'"
        entity = self.definition.entity(self.document["statuses"][name]["on"])
        records = printed(_rows(entity.tree, entity.fields, RECORD_KEY), identify=True)
        return f'select "{RECORD_KEY}" from ({records}) "{RECORD}" where {self._status(name)}'

    def _status(self, name: str) -> str:
        status = self.document["statuses"][name]
        return self._when(status["when"], status["on"]) if status.get("enabled", True) else "false"

    def _when(self, when: Any, entity: str) -> str:
        if isinstance(when, str):
            return f"({self._sql(when, entity)}\n)"
        if isinstance(when, list):
            return "(" + " and ".join(self._when(each, entity) for each in when) + ")"
        ((word, inner),) = when.items()
        if word == "any":
            return "(" + " or ".join(self._when(each, entity) for each in inner) + ")"
        return f"(not {self._when(inner, entity)})" if word == "not" else self._when(inner, entity)

    def _sql(self, text: str, entity: str, source: str | None = None) -> str:
        """The text of a criterion, or with a source that of a filter, in SQL."""
        tokens = [match[0] for match in TOKEN.finditer(text)]
        said: list[str] = []
        at = 0
        while at < len(tokens):
            word = tokens[at]
            at += 1
            unit = next(_after(tokens, at), None)
            if word.isdigit() and unit is not None and LENGTH.fullmatch(f"{word} {tokens[unit]}"):
                said.append(_length(f"{word} {tokens[unit]}"))
                at = unit + 1
                continue
            following = next(_after(tokens, at), None)
            if following is not None and tokens[following] == "(" and word in (*AGGREGATES, *WINDOWS, "status"):
                inner, at = _bracket(tokens, following)
                if word == "status":
                    said.append(f"coalesce({self._status(inner.strip(chr(39)))}, false)")
                elif word in WINDOWS:
                    said.append(self._window(word, inner, entity, source))
                else:
                    condition = "true"
                    more = next(_after(tokens, at), None)
                    if more is not None and tokens[more] == "filter":
                        condition, at = _bracket(tokens, next(_after(tokens, more + 1)))
                        condition = condition.strip().removeprefix("where")
                    said.append(self._aggregate(word, inner, condition, entity))
            else:
                said.append(self._name(word, entity, source))
        return "".join(said)

    def _name(self, word: str, entity: str, source: str | None) -> str:
        if word == "today":
            return self.today
        if re.fullmatch(r"period\d", word):
            return _length(str(self.document["periods"][int(word[6:]) - 1]))
        if source is not None:
            fields = {field.name: field.column for field in self.definition.source(source).fields}
            plain = word.removeprefix(f"{source}.")
            if plain in fields:
                return f'event."{fields[plain]}"'
            of_record = {f"{entity}.{each.name}": each.column for each in self.definition.entity(entity).fields}
            return f'"{RECORD}"."{of_record[word]}"' if word in of_record else word
        fields = {field.name: field.column for field in self.definition.entity(entity).fields}
        if word in fields:
            return f'"{RECORD}"."{fields[word]}"'
        counter = self.document["counters"].get(word)
        return f"({self._sql(counter['value'], entity)}\n)" if counter else word

    def _aggregate(self, function: str, inner: str, condition: str, entity: str) -> str:
        name, _, argument = inner.strip().partition(".")
        source = self.definition.source(name)
        link = source.link(entity)
        events = _rows(source.tree, source.fields, EVENT_KEY, link.joins)
        events.where(exp.EQ(this=exp.paren(link.id), expression=_column(RECORD_KEY, RECORD)), copy=False)
        if link.many:
            events.distinct(exp.paren(source.tree.key), copy=False)
        value = "*"
        if argument:
            field = next(each for each in source.fields if each.name == argument)
            exact = "::numeric" if function in ("sum", "avg") and field.type in FLOATS else ""
            value = f'event."{field.column}"{exact}'
        called = "count(*) > 0" if function == "exists" else f"{function}({value})"
        where = self._sql(condition, entity, name)
        return f"(select {called} from ({printed(events, identify=True)}) event where ({where}\n))"

    def _window(self, word: str, inner: str, entity: str, source: str | None) -> str:
        parts = [part.strip() for part in _split(inner)]
        if word == "start_of":
            return self._start(parts[0], int(parts[1]) if len(parts) > 1 else 0)
        number, many = 1, ""
        if word in ("past", "ahead"):
            many = self._sql(parts.pop(0), entity, source)
        elif parts[0].isdigit():
            number = int(parts.pop(0))
        unit = "day" if word in ("past", "ahead") else parts.pop(0)
        of = self._sql(parts[0], entity, source) if parts else 'event."date"'
        if word == "past":
            return f"(({of}\n) > {self.today} - {many} and ({of}\n) <= {self.today})"
        if word == "ahead":
            return f"(({of}\n) > {self.today} and ({of}\n) <= {self.today} + {many})"
        first, end = {"this": (0, 1), "previous": (-number, 0), "next": (1, number + 1)}[word]
        return f"(({of}\n) >= {self._start(unit, first)} and ({of}\n) < {self._start(unit, end)})"

    def _start(self, unit: str, number: int) -> str:
        return STARTS[unit].format(today=self.today, n=number)


def _after(tokens: list[str], at: int) -> Iterator[int]:
    """The places from `at` on where something other than space and comments stands."""
    return (n for n in range(at, len(tokens)) if not tokens[n].isspace() and not tokens[n].startswith(("--", "/*")))


def _bracket(tokens: list[str], at: int) -> tuple[str, int]:
    """What is between the bracket at `at` and the one that closes it, and the place after that."""
    depth, start = 0, at + 1
    while True:
        depth += {"(": 1, ")": -1}.get(tokens[at], 0)
        at += 1
        if depth == 0:
            return "".join(tokens[start : at - 1]), at


def _split(text: str) -> list[str]:
    """The arguments of a call, without comments."""
    parts, depth = [""], 0
    for token in (match[0] for match in TOKEN.finditer(text)):
        depth += {"(": 1, ")": -1}.get(token, 0)
        if token == "," and depth == 0:
            parts.append("")
        elif not token.startswith(("--", "/*")):
            parts[-1] += token
    return parts
