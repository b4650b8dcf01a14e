"""What the compiler hands over: named SQL objects, in the order in which they can be created."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pg_saint.ir.nodes import Table

BODY = re.compile(r" as (\$saint\d*\$)\n(.*)^\1;$", re.DOTALL | re.MULTILINE)
READERS = ("saint_reader",)
Kind = Literal["table", "function", "trigger", "view", "materialized view"]


@dataclass(frozen=True)
class TableColumn:
    name: str
    type: str
    default: str = ""
    not_null: bool = False


@dataclass(frozen=True)
class SqlObject:
    """One object. `columns` is set for the wide table, which is altered and not made anew when they change;
    `on` for a trigger: the CRM's table, which creating it locks, and `touched` the entities that depend on its rows;
    `readers` may read it, if it is a view; `called_by` may call it, where its name does not say so; `replaceable`:
    there is a `create or replace` for any other of its name."""

    name: str
    kind: Kind
    sql: str
    entity: str | None = None
    columns: tuple[TableColumn, ...] = ()
    on: Table | None = None
    touched: tuple[str, ...] = ()
    readers: tuple[str, ...] = READERS
    called_by: str | None = None
    replaceable: bool = True

    @cached_property
    def body(self) -> str | None:
        """What stands between the delimiters of a function; None for anything else."""
        found = BODY.search(self.sql)
        return found[2] if found else None

    @cached_property
    def fingerprint(self) -> str:
        """Of the SQL without its comments (a definition that moves to another line is the same definition), and of who
        may call or read it: a later version that says so otherwise makes the object again, and its grants."""
        lines = [line for line in self.sql.splitlines() if not line.lstrip().startswith("--")]
        if self.called_by is not None:
            lines.append(f"called by {self.called_by}")
        if self.readers != READERS:
            lines.append(f"read by {', '.join(self.readers)}")
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()
