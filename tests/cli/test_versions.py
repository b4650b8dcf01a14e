"""A command works with the extension of its own version, and refuses to touch another one."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from click import Context
from click.testing import CliRunner

from pg_saint import __version__
from pg_saint.cli import saint
from pg_saint.cli.group import COMMANDS
from tests.cli.conftest import HERE
from tests.upgrade.catalog import properties

FILE = str(HERE / "definitions")
ARGUMENTS = {
    "apply": (FILE,), "attach": (), "check": (), "compile": (FILE,), "detach": (), "doctor": (), "drop": (),
    "explain": ("neglected_customer", "1"), "export": ("to_call",), "init": (), "plan": (FILE,),
    "preview": (FILE, "neglected_customer"), "pull": (), "report": (), "run": (), "serve": (), "status": (), "tick": (),
}  # fmt: skip
# These write a file.
WRITES = {"export": "x.csv", "init": "x.yaml", "pull": "folder", "report": "x.html"}


@pytest.mark.parametrize(
    ("version", "remedy"),
    [
        ("0.1.0", "run in it as its owner: alter extension pg_saint update; then saint apply FILE"),
        ("0.0.9", f"put the files of version {__version__} on the server (saint install there), then run in it"),
        ("0.10.0", "install version 0.10.0 of the package pg_saint here"),
    ],
)
def test_another_version(database: str, tmp_path: Path, version: str, remedy: str) -> None:
    commands = {name: saint.get_command(Context(saint), name) for name in COMMANDS}
    with_database = {name for name, each in commands.items() if each and any(p.name == "dsn" for p in each.params)}
    # It is what a database is brought to this version by.
    assert with_database - {"install"} == set(ARGUMENTS)
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("update pg_extension set extversion = %s where extname = 'pg_saint'", (version,))
        before = properties(connection)
        for name, words in ARGUMENTS.items():
            output = ("-o", str(tmp_path / WRITES[name])) if name in WRITES else ()
            done = CliRunner().invoke(saint, [name, *words, *output, "--dsn", database])
            said = f"has version {version}, and this command {__version__}\n  {remedy}"
            assert (done.exit_code, done.stdout, said in done.stderr) == (2, "", True), (name, done.output)
        assert properties(connection) == before
    assert list(tmp_path.iterdir()) == []
