"""kill -9 in the middle of `saint apply --online`, of the server and of the apply: exact at once, and it goes on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
import pytest

from pg_saint.apply import Online
from pg_saint.plan import backfill_progress
from pg_saint.validate import load
from tests.apply.conftest import Crm
from tests.apply.test_online import CHANGES, Writers, steps
from tests.crash.conftest import Killed, again
from tests.oracle.comparison import Truth
from tests.support import until

pytestmark = pytest.mark.long
CHANGE = CHANGES["values"]


class Fatal(psycopg.Connection[Any]):
    """Its server is killed right after the statement with `words` that comes as the `turn`th."""

    server: Killed
    words: str
    turn: int

    def execute(self, query: Any, *arguments: Any, **options: Any) -> psycopg.Cursor[Any]:
        done = super().execute(query, *arguments, **options)
        text = query if isinstance(query, str) else query.as_string(self) if hasattr(query, "as_string") else str(query)
        if self.words in text:
            self.turn -= 1
            if self.turn == 0:
                self.server.kill_9()
        return done


def write(crm: Crm) -> None:
    """Some rows of each table."""
    with closing(Writers(crm.dsn)) as writers:
        for _ in range(4):
            writers.write()


def go_on(crm: Crm) -> None:
    """The same apply again."""
    with psycopg.connect(crm.dsn, autocommit=True) as connection:
        for _ in steps(crm, Online(connection, load([crm.write(*CHANGE)]))):
            pass
    assert backfill_progress(crm.connection) == []
    crm.finished()
    assert crm.plan(*CHANGE).is_empty


# Of the statements of an online apply, in their order: after which of them, the how manieth, and whether the new
# definition was in force then.
@pytest.mark.parametrize(
    ("words", "turn", "in_force"),
    [
        ("alter table saint_data", 1, False),
        ("set stored = generation", 1, True),
        ("saint_data.company_fill", 2, True),
        ("access exclusive mode", 3, True),
    ],
)
def test_the_server(server: Killed, crm: Crm, words: str, turn: int, in_force: bool) -> None:
    write(crm)
    with Fatal.connect(crm.dsn, autocommit=True) as connection:
        connection.server, connection.words, connection.turn = server, words, turn
        applying = Online(connection, load([crm.write(*CHANGE)]), batch=10)
        with pytest.raises(psycopg.OperationalError):
            for _ in applying.steps():
                pass
    again(server, crm)
    if in_force:
        crm.truth = Truth(applying.definition)
    crm.exact()
    write(crm)
    crm.exact()
    go_on(crm)


HELD_UP = """
    create function public.hold_up() returns trigger language plpgsql as $$
    begin
        perform pg_advisory_xact_lock(1);
        return new;
    end
    $$;
"""
# Where the apply is held up: in a batch of the fill; between the new definition and the fill.
PLACES = {
    "the fill": "create trigger hold_up before update on saint_data.company for each row execute function hold_up()",
    "before the fill": "create trigger hold_up before update of stored on saint.entity"
    " for each row when (new.stored = old.generation) execute function hold_up()",
}


@contextmanager
def apply_online(crm: Crm) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "pg_saint", "apply", str(crm.write(*CHANGE)), "--online", "--dsn", crm.dsn]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def alone(crm: Crm) -> None:
    """What the killed process asked for is over."""
    until(
        crm.connection,
        "select count(*) = 0 from pg_stat_activity"
        " where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()",
    )


@pytest.mark.parametrize("place", PLACES)
def test_the_apply(crm: Crm, place: str) -> None:
    truth = Truth(crm.plan(*CHANGE).definition)
    write(crm)
    crm.execute(HELD_UP)
    crm.execute(PLACES[place].encode())
    with psycopg.connect(crm.dsn) as holding:
        holding.execute("select pg_advisory_xact_lock(1)")
        with apply_online(crm):
            until(crm.connection, "select count(*) > 0 from pg_locks where locktype = 'advisory' and not granted")
        crm.truth = truth
        crm.exact()
    alone(crm)
    crm.execute("drop function public.hold_up cascade")
    write(crm)
    crm.exact()
    go_on(crm)


def test_the_apply_while_it_waits_for_a_writer(crm: Crm) -> None:
    with psycopg.connect(crm.dsn) as writer:
        writer.execute("insert into crm.activity (company_id, starts_at) values (1, '2026-06-01')")
        with apply_online(crm):
            until(crm.connection, "select saint_data.delta_day() is null")
        crm.exact(writer)
        crm.exact()
    alone(crm)
    write(crm)
    crm.exact()
    go_on(crm)
