"""Ctrl-C at any moment: one sentence, the exit code of the contract, the database as it was."""

from __future__ import annotations

import os
import pty
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from pg_saint.interrupts import INTERRUPTED
from tests.support import LIMIT, until

pytestmark = pytest.mark.long

SAID = f"{INTERRUPTED}\n"
WAITS = """
    select count(*) > 0 from pg_stat_activity
    where datname = current_database() and application_name = 'saint' and wait_event_type = 'Lock'
"""
LEFT = """
    select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname like 'saint%'
    union all select count(*) from saint.compiled
    union all select count(*) from pg_trigger
"""


@contextmanager
def started(*words: str, python: tuple[str, ...] = (), stdin: int | None = None) -> Iterator[subprocess.Popen[str]]:
    with running([sys.executable, *python, "-m", "pg_saint", *words], stdin) as process:
        yield process


@contextmanager
def running(command: list[str], stdin: int | None) -> Iterator[subprocess.Popen[str]]:
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=stdin, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def interrupted(process: subprocess.Popen[str]) -> str:
    """What it says on stderr then."""
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=LIMIT)
    assert process.returncode == 2, said
    assert "Traceback" not in said
    return said


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A server that takes connections and says nothing."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server


def to(server: socket.socket) -> str:
    return make_conninfo(host="127.0.0.1", port=server.getsockname()[1])


@pytest.mark.parametrize("module", ["click", "psycopg", "sqlglot", "pydantic", "pg_saint.plan"])
def test_while_modules_are_loaded(module: str, definition: str, silent: socket.socket) -> None:
    """Or a moment later, where the machine is busy: it comes no further than to the server."""
    with started("plan", definition, "--dsn", to(silent), python=("-X", "importtime")) as process:
        assert process.stderr is not None
        said = next((line for line in process.stderr if line.split("|")[-1].split() == [module]), None)
        assert said, f"{module} is not loaded"
        lines = interrupted(process).splitlines()
    # click ends the line in which ^C may stand
    assert [line for line in lines if line and not line.startswith("import time")] == [INTERRUPTED]


def test_in_code_that_came_as_text(tmp_path: Path) -> None:
    """As dataclasses and named tuples make it while modules are loaded."""
    (tmp_path / "interrupted.py").write_text(
        """
from pg_saint import cli, entry
cli.saint.main = lambda **_: exec("raise KeyboardInterrupt")
entry.main()
"""
    )
    done = subprocess.run(
        [sys.executable, "-m", "interrupted"], cwd=tmp_path, stderr=subprocess.PIPE, text=True, timeout=LIMIT
    )
    assert (done.returncode, done.stderr) == (2, SAID)


def test_while_it_connects(silent: socket.socket) -> None:
    with started("status", "--dsn", to(silent)) as process, closing(silent.accept()[0]):
        assert interrupted(process) == SAID


def test_while_an_apply_waits_for_a_lock(crm: str, definition: str) -> None:
    with psycopg.connect(crm, autocommit=True) as watching, psycopg.connect(crm) as holding:
        before = watching.execute(LEFT).fetchall()
        # What an apply reads is let through.
        holding.execute("lock table crm.company in share mode")
        with started("apply", definition, "--yes", "--dsn", crm) as process:
            until(watching, WAITS)
            assert interrupted(process) == SAID
        holding.rollback()
        until(watching, "select count(*) = 0 from pg_stat_activity where application_name = 'saint'")
        assert watching.execute(LEFT).fetchall() == before


@pytest.mark.parametrize("words", [("tick",), ("tick", "--jobs", "2"), ("check",)], ids=" ".join)
def test_while_it_reads_the_tables(words: tuple[str, ...], applied: str) -> None:
    with psycopg.connect(applied, autocommit=True) as watching, psycopg.connect(applied) as holding:
        watching.execute("select saint.mark_all_stale()")
        holding.execute("lock table crm.company, crm.activity in access exclusive mode")
        with started(*words, "--dsn", applied) as process:
            until(watching, WAITS)
            assert interrupted(process) == SAID


@pytest.mark.parametrize("answer", [b"\x03", b"\x04", b"n\n", b"\n"], ids=["Ctrl-C", "Ctrl-D", "n", "nothing"])
def test_at_the_question_it_is_a_no(answer: bytes, crm: str, definition: str) -> None:
    ours, theirs = pty.openpty()
    with psycopg.connect(crm, autocommit=True) as watching:
        before = watching.execute(LEFT).fetchall()
        with started("apply", definition, "--dsn", crm, stdin=theirs) as process:
            assert process.stdout is not None
            asked = ""
            while "Apply this? [y/N]" not in asked:
                letter = process.stdout.read(1)
                assert letter, asked
                asked += letter
            if answer == b"\x03":
                process.send_signal(signal.SIGINT)
            else:
                os.write(ours, answer)
            _, said = process.communicate(timeout=LIMIT)
        os.close(ours)
        os.close(theirs)
        assert process.returncode == 1
        assert said.strip() == "nothing was changed"
        assert watching.execute(LEFT).fetchall() == before


ASKS = """
import signal
import click
from pg_saint.cli.asking import ask
# A shell starts what it does not wait for without it.
signal.signal(signal.SIGINT, signal.default_int_handler)
for _ in range(50):
    with click.Context(click.Command("asks")):
        try:
            ask("Apply this?", False)
        except click.exceptions.Exit as no:
            assert no.exit_code == 1
            print("!", end="", flush=True)
"""
WAITS_FOR_WORK = """
import signal, sys
from contextlib import closing
from pg_saint.cli.wake import Wake
for _ in range(50):
    with closing(Wake()) as wake, wake.on_signals():
        # What is called comes too late.
        signal.signal(signal.SIGINT, lambda _number, _frame: None)
        print(":", end="", flush=True)
        wake.wait(3600)
        print("!", end="", flush=True)
        print("nothing was changed", file=sys.stderr)
"""


@pytest.mark.parametrize("does", [ASKS, WAITS_FOR_WORK], ids=["asks", "waits for work"])
def test_in_the_moment_before_it_waits(does: str) -> None:
    """On one processor whoever reads what it says is next, before it gets to its wait."""
    ours, theirs = pty.openpty()
    processors = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(processors)})
    try:
        with running([sys.executable, "-c", does], theirs) as process:
            assert process.stdout is not None
            for _ in range(50):
                assert _says(process.stdout.fileno(), ":"), "it does not come to its wait"
                process.send_signal(signal.SIGINT)
                assert _says(process.stdout.fileno(), "!"), "it waits on"
            _, said = process.communicate(timeout=LIMIT)
        assert said.split() == ["nothing", "was", "changed"] * 50
        assert process.returncode == 0
    finally:
        os.sched_setaffinity(0, processors)
        os.close(ours)
        os.close(theirs)


def _says(pipe: int, awaited: str) -> bool:
    letter = None
    while letter != awaited and select.select([pipe], [], [], LIMIT)[0]:
        letter = os.read(pipe, 1).decode()
        assert letter, "it ended"
    return letter == awaited
