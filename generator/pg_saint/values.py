"""Values as they come from the database, and as they go there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Any, LiteralString

import psycopg
from psycopg.abc import AdaptContext
from psycopg.types.datetime import (
    DateLoader,
    IntervalLoader,
    TimeLoader,
    TimestampLoader,
    TimestamptzLoader,
    TimetzLoader,
)
from psycopg.types.json import Jsonb
from psycopg.types.string import TextLoader


def says_yes(
    connection: psycopg.Connection, question: LiteralString, arguments: Mapping[str, Any] | tuple[Any, ...] = ()
) -> bool:
    """The first value of the answer; false where there is none."""
    row = connection.execute(question, arguments or None).fetchone()
    return bool(row and row[0])


def read_all_values(context: AdaptContext) -> None:
    """Python's dates end at 9999-12-31, know no infinity and no 24:00; what is beyond comes as PostgreSQL's text.
    `context` is a connection or a cursor."""
    for name, loader in (
        ("date", _Date),
        ("timestamp", _Timestamp),
        ("timestamptz", _Timestamptz),
        ("time", _Time),
        ("timetz", _TimeTz),
        ("interval", _Interval),
    ):
        context.adapters.register_loader(name, loader)


def read_intervals_as_text(context: AdaptContext) -> None:
    """To Python a month is 30 days."""
    context.adapters.register_loader("interval", TextLoader)


def jsonb(value: Any) -> Jsonb:
    """A parameter. Without escapes, which a database in SQL_ASCII does not read."""
    return Jsonb(value, dumps=partial(json.dumps, ensure_ascii=False))


class _Date(DateLoader):
    def load(self, data: Any) -> Any:
        return _or_text(super().load, data)


class _Timestamp(TimestampLoader):
    def load(self, data: Any) -> Any:
        return _or_text(super().load, data)


class _Timestamptz(TimestamptzLoader):
    def load(self, data: Any) -> Any:
        return _or_text(super().load, data)


class _Time(TimeLoader):
    def load(self, data: Any) -> Any:
        return _or_text(super().load, data)


class _TimeTz(TimetzLoader):
    def load(self, data: Any) -> Any:
        return _or_text(super().load, data)


class _Interval(IntervalLoader):
    def load(self, data: Any) -> Any:
        return _or_text(super().load, data)


def _or_text(load: Any, data: Any) -> Any:
    try:
        return load(data)
    except (psycopg.DataError, OverflowError):
        return TextLoader(0).load(data)
