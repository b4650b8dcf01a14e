"""The demo's own server: it stays, and the next demo replaces it."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from rich.console import Console

from pg_saint import demo
from pg_saint.demo import run, story
from pg_saint.demo.server import DemoServer, demo_folder
from pg_saint.errors import SaintError


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A temporary folder of the test's own, which the server's account may enter: nobody's demo is replaced."""
    folder = Path(tempfile.mkdtemp(prefix="saint-demo-"))
    folder.chmod(0o755)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    server = DemoServer()
    server.folder = demo_folder()
    server.stop("immediate")
    shutil.rmtree(folder)


def test_the_next_demo_replaces_the_server(elsewhere: Path) -> None:
    for _ in range(2):
        server = DemoServer()
        server.create()
        with psycopg.connect(server.dsn(), autocommit=True) as connection:
            connection.execute("create database bridgecom")
    assert server.folder.parent == elsewhere
    assert str(server.folder) in server.psql_command("bridgecom", "postgres")
    assert str(server.data) in server.stop_command()


@pytest.mark.long
def test_where_no_file_can_be_put_on_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """The owner of the database, who is no superuser, installs pg_saint and applies."""

    def refuse() -> None:
        raise SaintError("may not write")

    monkeypatch.setattr(demo, "install", refuse)
    output = StringIO()
    run(Console(file=output, width=150), date(2026, 3, 18), keep=False, scale=0.05)
    text = output.getvalue()
    assert "Neglected customer" in text
    # Turnover is shown to the owner too.
    assert "kr" in text[: text.index("Why is")]


def test_a_server_that_died_with_its_machine_is_replaced(elsewhere: Path) -> None:
    server = DemoServer()
    server.create()
    former = (server.data / "postmaster.pid").read_text()
    server.stop("immediate")
    highest = int(Path("/proc/sys/kernel/pid_max").read_text())
    (server.data / "postmaster.pid").write_text(former.replace(former.split()[0], str(highest), 1))
    DemoServer().create()
    assert (elsewhere / server.folder.name / "server.log").exists()


def test_a_link_in_its_place_is_refused(elsewhere: Path) -> None:
    target = elsewhere / "valuable"
    target.mkdir()
    demo_folder().symlink_to(target)
    with pytest.raises(SaintError, match="somebody else"):
        DemoServer().create()
    assert target.exists()


@pytest.mark.usefixtures("cluster", "elsewhere")
def test_run_tells_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    # The whole story is told by another test.
    monkeypatch.setattr(story, "PAST", 1)
    monkeypatch.setattr(story, "tell_of_inside", lambda *_: None)
    output = StringIO()
    run(Console(file=output, width=150), today=date(2026, 3, 18), scale=0.02)
    text = output.getvalue()
    # On the server of a wheel its owner, who is no superuser.
    ((port, user),) = re.findall(rf"psql -h {re.escape(str(demo_folder()))} -p (\d+) -U (\w+) bridgecom", text)
    with psycopg.connect(host=str(demo_folder()), port=port, user=user, dbname="bridgecom") as connection:
        assert connection.execute("select count(*) from saint.statusdef").fetchone() == (8,)
    assert f"serve --dsn 'host=127.0.0.1 port={port} dbname=bridgecom'" in text
    network = {"host": "127.0.0.1", "port": port, "dbname": "bridgecom"}
    with psycopg.connect(**network, user="jonas", password="bridgecom") as connection:
        assert connection.execute("select count(*) > 0 from saint.company_status").fetchone() == (True,)
    with pytest.raises(psycopg.OperationalError, match="no password"):
        psycopg.connect(**network, user="postgres")
