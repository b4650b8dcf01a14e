"""Values as they come from the database."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.types.datetime import DateLoader, TimestampLoader, TimestamptzLoader
from psycopg.types.string import TextLoader


def read_all_dates(cursor: psycopg.Cursor[Any] | psycopg.ServerCursor[Any]) -> None:
    """Python's dates end at 9999-12-31 and know no infinity; what is beyond comes as PostgreSQL's text."""
    for name, loader in (("date", _Date), ("timestamp", _Timestamp), ("timestamptz", _Timestamptz)):
        cursor.adapters.register_loader(name, loader)


class _Date(DateLoader):
    def load(self, data: Any) -> Any:
        return _or_text(super().load, data)


class _Timestamp(TimestampLoader):
    def load(self, data: Any) -> Any:
        return _or_text(super().load, data)


class _Timestamptz(TimestamptzLoader):
    def load(self, data: Any) -> Any:
        return _or_text(super().load, data)


def _or_text(load: Any, data: Any) -> Any:
    try:
        return load(data)
    except psycopg.DataError:
        return TextLoader(0).load(data)
