"""What the compiler hands over: named SQL objects, in the order in which they can be created."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pg_saint.compile.sql.templates import Statement
from pg_saint.ir.nodes import Table

BODY = re.compile(r" as (\$saint\d*\$)(\n.*)^\1;$", re.DOTALL | re.MULTILINE)
# Who may read a view or call a function. A view's functions are called as whoever reads the view.
READERS = ("saint_reader",)
ADMINISTRATORS = ("saint_admin",)
# What attention monitors and contact moments stand on.
OF_ATTENTION = ("saint_reader", "saint_revenue")
Kind = Literal["table", "function", "trigger", "view", "materialized view"]
# marks: a table that is added to, and read, by who brings records up to date. computing: a function that makes the wide
# rows; where it changes, every record is computed again. capture: a function that triggers call. remembered: a
# monitor's result, on which its views stand. clock: a table that says which day it is.
Role = Literal["marks", "computing", "capture", "remembered", "clock"]


@dataclass(frozen=True)
class TableColumn:
    name: str
    type: str
    default: str = ""
    not_null: bool = False


@dataclass(frozen=True)
class SqlObject:
    """One object. `role`: what an apply has to know of it beside its kind. `open_to`: the roles that may read it, if it
    is a view or a table in shards, or call it, if it is a function; nobody else may. `columns` is set for the wide
    table, which is altered and not made again when they change; `later_columns` for a table of marks: what it lacks
    where an earlier definition or version made it. Of a trigger: `on` the CRM's table, which creating it locks, `event`
    what it fires on, `calls` the function, and `touched` the entities that depend on the table's rows. `replaceable`:
    there is a `create or replace` for any other of its name."""

    name: str
    kind: Kind
    sql: Statement
    entity: str | None = None
    columns: tuple[TableColumn, ...] = ()
    later_columns: tuple[TableColumn, ...] = ()
    on: Table | None = None
    event: str = ""
    calls: str = ""
    touched: tuple[str, ...] = ()
    role: Role | None = None
    open_to: tuple[str, ...] = ()
    replaceable: bool = True

    @cached_property
    def body(self) -> str | None:
        """What stands between the delimiters of a function; None for anything else."""
        found = BODY.search(self.sql)
        return found[2] if found else None

    @cached_property
    def fingerprint(self) -> str:
        """Of the SQL without its comments: a definition that moves to another line is the same definition. Behind a
        blank comes who may read or call what can be replaced: a later version that opens it to others does so again."""
        code = hashlib.sha256(self.sql.code.encode()).hexdigest()
        usual = {"function": ((),), "view": (READERS,), "materialized view": ((), READERS)}
        opened = self.kind in usual and self.open_to not in usual[self.kind]
        return f"{code} {','.join(self.open_to)}" if opened else code


def same_code(one: str, other: str) -> bool:
    """Whether two fingerprints are of the same SQL, whoever may read or call it."""
    return one.partition(" ")[0] == other.partition(" ")[0]
