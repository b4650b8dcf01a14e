"""A CRM in a database of its own, with definitions applied to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import psycopg

from pg_saint.apply import apply_plan
from pg_saint.plan import Plan, make_plan
from pg_saint.validate import load
from tests.oracle.comparison import Truth


class AppliedCrm:
    """`definitions` are written to `file`, in `folder`. `connection` commits each statement."""

    definitions: ClassVar[str]
    truth: Truth

    def __init__(self, dsn: str, folder: Path) -> None:
        self.dsn = dsn
        self.file = folder / "crm.yaml"
        self.connection = psycopg.connect(dsn, autocommit=True)
        self.execute = self.connection.execute

    def write(self, *changes: tuple[str, str], text: str | None = None) -> Path:
        """The definitions' file, with each `old` replaced by its `new`."""
        text = self.definitions if text is None else text
        for old, new in changes:
            assert text.count(old) == 1, f"{old!r} is to be in the definitions once"
            text = text.replace(old, new)
        self.file.write_text(text)
        return self.file

    def plan(self, *changes: tuple[str, str], text: str | None = None) -> Plan:
        self.write(*changes, text=text)
        return self.plan_of_file()

    def plan_of_file(self) -> Plan:
        return make_plan(self.connection, load([self.file]))

    def apply(self, *changes: tuple[str, str]) -> Plan:
        """Applies the definitions with the changes; afterwards they are the truth."""
        plan = self.plan(*changes)
        apply_plan(self.connection, plan)
        self.truth = Truth(plan.definition)
        return plan

    def rows(self, query: str, *arguments: object) -> list[tuple[Any, ...]]:
        return self.execute(query.encode(), arguments or None).fetchall()

    def exact(self, connection: psycopg.Connection | None = None) -> None:
        """All views equal the oracle, in one snapshot; without a connection that is in a transaction, in a new one."""
        if connection is not None:
            self.truth.compare(connection)
            return
        with self.connection.transaction():
            self.execute("set transaction isolation level repeatable read")
            self.truth.compare(self.connection)

    def checked(self) -> None:
        """Exact, and the stored rows are the truth."""
        self.exact()
        assert self.execute("select * from saint.check()").fetchall() == []
