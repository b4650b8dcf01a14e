"""A database in which a real CRM works, with pg_saint attached."""

from __future__ import annotations

import os
import subprocess
from collections import Counter as Bag
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from pg_saint import presets
from pg_saint.apply import apply_plan
from pg_saint.ir.definition import Definition
from pg_saint.plan import make_plan
from pg_saint.validate import load
from tests.crms.users import ENVIRONMENTS, User
from tests.oracle.comparison import Truth, on

PRESETS = Path(presets.__path__[0])
LIBPQ = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}


def libpq_environment(dsn: str) -> dict[str, str]:
    """How a program finds the server of `dsn` that only knows libpq's variables."""
    return {LIBPQ[key]: str(value) for key, value in conninfo_to_dict(dsn).items() if key in LIBPQ}


def run_in(crm: str, *command: str | Path, environment: dict[str, str], folder: Path | None = None) -> str:
    """Runs a program of the CRM's virtual environment; its output. Raises AssertionError with all of it."""
    program = ENVIRONMENTS / crm / "bin" / command[0]
    assert program.exists(), f"{program} is not there: make test-crms installs it"
    done = subprocess.run(
        [program, *command[1:]], env={**os.environ, **environment}, cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def attach(dsn: str, preset: str) -> Definition:
    """Creates the extension and applies a preset, on 1 June 2026."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("create extension pg_saint cascade")
        plan = make_plan(connection, load([PRESETS / f"{preset}.yaml"]))
        apply_plan(connection, plan)
        connection.execute("select saint.set_today('2026-06-01')")
        return plan.definition


class Crm:
    """The CRM's database; `start` opens a user's session in a process of its own."""

    def __init__(self, dsn: str, truth: Truth, start: Callable[[], User]) -> None:
        self.connection = psycopg.connect(dsn, autocommit=True)
        self.execute = self.connection.execute
        self.truth = truth
        self._start = start
        self._users: list[User] = []

    def user(self) -> User:
        self._users.append(self._start())
        return self._users[-1]

    def does(self, user: User, action: str, **arguments: Any) -> Any:
        """One action in one transaction, compared inside of it and after it."""
        user.do("begin")
        result = user.do(action, **arguments)
        self.exact_inside(user)
        user.do("commit")
        self.exact()
        return result

    def exact(self) -> None:
        """Every public view equals the naive query, in one snapshot."""
        with self.connection.transaction():
            self.execute("set transaction isolation level repeatable read")
            self.truth.compare(self.connection)

    def exact_inside(self, user: User) -> None:
        """As the user's own transaction sees it, uncommitted changes and all."""
        today = date.fromisoformat(user.do("read", query="select saint.today()::text")[0][0])
        for entity in self.truth.entities:
            truth = on(self.truth.statuses[entity], today).decode()
            view = f'select id, status from saint."{entity}_status"'
            same(user.do("read", query=view), user.do("read", query=truth), entity)

    def finished(self) -> None:
        """Exact after a tick, with nothing left to do, and a month later."""
        self.execute("select saint.tick()")
        self.exact()
        assert self.execute("select * from saint.check()").fetchall() == []
        self.execute("select saint.set_today(saint.today() + 30)")
        self.exact()

    def statuses(self, entity: str, record: int) -> set[str]:
        rows = self.execute(
            "select status from saint.statusvalue where entity = %s and id = %s", (entity, str(record))
        ).fetchall()
        return {row[0] for row in rows}

    def counter(self, entity: str, record: int, name: str) -> Any:
        row = self.execute(
            psycopg.sql.SQL("select {} from {} where id::text = %s").format(
                psycopg.sql.Identifier(name), psycopg.sql.Identifier("saint", f"{entity}_counter")
            ),
            (str(record),),
        ).fetchone()
        return row and row[0]

    def close(self) -> None:
        for user in self._users:
            user.close()
        self.connection.close()


def same(found: Sequence[Sequence[Any]], expected: Sequence[Sequence[Any]], what: str) -> None:
    assert Bag(map(tuple, found)) == Bag(map(tuple, expected)), f"{what} differs from the naive query"
