"""Every command, called wrongly in every way that its own parameters allow: a sentence, exit code 2, nothing done."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import psycopg
import pytest
from click import Context
from click.testing import CliRunner
from psycopg.conninfo import make_conninfo

from pg_saint.cli import saint
from pg_saint.cli.group import COMMANDS
from pg_saint.cluster.provider import Provider
from pg_saint.export import WRITERS
from tests.cli.conftest import DEFINITION, HERE
from tests.support import fresh_database
from tests.upgrade.catalog import properties

# A right word for each argument, and for each option that has to be given or would have the command wait.
RIGHT = {"paths": str(DEFINITION), "status": "neglected_customer", "record_id": "1", "name": "neglected_customer"}
WRONG = {
    "paths": ("missing.yaml", "folder", "empty.yaml", "binary.yaml", "nul.yaml", "list.yaml", "text.yaml", ""),
    "status": ("neglected_custmer", "", "a'b", '"x"', "$saint$", "%s", "x; drop table x", "å" * 100),
    "record_id": ("99999", "x", "", "1.5", "-1", "1" + "0" * 30, "a'b", "\udcff"),
    "name": ("neglected_custmer", "", "a'b", '"x"', "$saint$", "%s", "å" * 100),
}
# Nothing is there yet.
OUTPUT = {"export": "out.csv", "init": "out.yaml", "pull": "out", "report": "out.html"}
# pull writes into a folder, and makes it where it is missing.
OUTPUTS = ("/dev/full", "folder", "missing/x.csv", "")
# Without a database; and `library NAME` has the names of ready statuses.
ALONE = {"demo", "install", "library", "schema", "validate"}


@dataclass(frozen=True)
class There:
    dsn: str
    empty: str
    folder: Path


@pytest.fixture(scope="module")
def there(cluster: Provider, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    folder = tmp_path_factory.mktemp("x")
    (folder / "folder").mkdir()
    files = {"empty": b"", "binary": bytes(range(256)), "nul": b"timezone: UTC\0", "list": b"- a\n", "text": b"hello"}
    for name, content in files.items():
        (folder / f"{name}.yaml").write_bytes(content)
    with fresh_database(cluster, template) as name, fresh_database(cluster, "template0") as empty:
        with psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
            connection.execute((HERE / "crm.sql").read_bytes())
            connection.execute("select saint.set_today('2026-06-01')")
            connection.execute("create role saint_test_newcomer login")
        done = CliRunner().invoke(saint, ["apply", str(DEFINITION), "--dsn", cluster.dsn(name)])
        assert done.exit_code == 0, done.output
        yield There(cluster.dsn(name), cluster.dsn(empty), folder)
        with psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
            connection.execute("drop role saint_test_newcomer")


def command(name: str) -> click.Command:
    found = saint.get_command(Context(saint), name)
    assert found is not None
    return found


def arguments(of: str, **others: str) -> list[str]:
    """Right words for all that the command takes, but for `others`."""
    words: list[str] = []
    for each in command(of).params:
        if isinstance(each, click.Argument):
            assert each.name is not None
            words.append(others.get(each.name, "forgotten_customer" if of == "library" else RIGHT[each.name]))
        elif "-o" in each.opts:
            words += ["-o", others.get("output", OUTPUT[of])]
    return words


def refused(where: str, name: str, *words: str, silent: bool = True) -> str:
    result = CliRunner().invoke(saint, [name, *words])
    said = (where, name, words, result.output)
    assert result.exception is None or isinstance(result.exception, SystemExit), said
    assert result.exit_code == 2, said
    assert not silent or result.stdout == "", said
    assert result.stderr.strip(), said
    for word in ("Traceback", "PL/pgSQL", "CONTEXT", "psycopg", "Errno"):
        assert word not in result.stderr, said
    # What and where, and what to do: more lines are for more mistakes.
    assert len(result.stderr.splitlines()) <= 8, said
    return result.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_called_wrongly(name: str, there: There, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(there.folder)
    dsn = [] if name in ALONE else ["--dsn", there.dsn]
    params = {each.name: each for each in command(name).params if each.name}
    required = [each for each in params.values() if each.required]
    with psycopg.connect(there.dsn, autocommit=True) as connection:
        before = properties(connection)
        if required:
            assert "Missing" in refused("nothing", name, *dsn)
        assert "No such option" in refused("an option", name, *arguments(name), "--no-such-option", *dsn)
        said = refused("too many", name, *arguments(name), "a", "b", *dsn)
        # More files and folders are more parts.
        assert "unexpected extra argument" in said or "does not exist" in said
        for each in params.values():
            takes_any = isinstance(each.type, click.types.StringParamType | click.Path)
            if isinstance(each, click.Option) and not each.is_flag and not takes_any:
                refused("an option's value", name, *arguments(name), each.opts[0], "x", *dsn)
        for argument, wrong in WRONG.items():
            if isinstance(params.get(argument), click.Argument):
                for word in wrong:
                    said = refused(argument, name, *arguments(name, **{argument: word}), *dsn)
                    if argument == "paths" and word.endswith("yaml"):
                        assert word in said
        assert properties(connection) == before


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - ALONE))
def test_no_database_to_work_on(name: str, there: There, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(there.folder)
    no_database = make_conninfo(there.dsn, dbname="no_such_database")
    no_role = make_conninfo(there.dsn, user="no_such_role")
    no_server = ("nonsense", "host=/nowhere", "postgresql://nobody@127.0.0.1:1/x", "port=x", "no_such=1", "a\0b")
    for dsn in (*no_server, no_database, no_role):
        refused(dsn, name, *arguments(name), "--dsn", dsn)
    said = refused("no extension", name, *arguments(name), "--dsn", there.empty)
    # Without it these look at the CRM's tables, which are not here either.
    assert name in ("compile", "init", "preview") or "create extension pg_saint" in said
    guest = make_conninfo(there.dsn, user="saint_test_newcomer")
    # A look at the catalog is everybody's, and who may see what the pages show is asked of each visitor.
    if name not in ("init", "serve"):
        said = refused("no rights", name, *arguments(name), "--dsn", guest)
        remedies = (
            ("grant usage on schema crm",) if name in ("compile", "preview") else ("permission denied", "saint_admin")
        )
        assert all(each in said for each in remedies), said


@pytest.mark.parametrize("name", [name for name in COMMANDS if any("-o" in each.opts for each in command(name).params)])
def test_where_nothing_can_be_written(name: str, there: There, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(there.folder)
    for output in OUTPUTS if name != "pull" else OUTPUTS[:1]:
        refused("output", name, *arguments(name, output=output), "--dsn", there.dsn)


# These records have no coordinates.
@pytest.mark.parametrize("ending", sorted(set(WRITERS) - {".geojson"}))
def test_an_export_to_where_a_link_leads(ending: str, there: There, tmp_path: Path) -> None:
    """To a full device it fails, and the link stays; to a file it is written, and the link stays."""
    full, link, file = tmp_path / f"full{ending}", tmp_path / f"link{ending}", tmp_path / f"file{ending}"
    full.symlink_to("/dev/full")
    link.symlink_to(file)
    said = refused("full", "export", "neglected_customer", "-o", str(full), "--dsn", there.dsn)
    assert "full" in said
    assert "No space left on device" in said
    assert full.readlink() == Path("/dev/full")
    done = CliRunner().invoke(saint, ["export", "neglected_customer", "-o", str(link), "--dsn", there.dsn])
    assert done.exit_code == 0, done.output
    assert link.is_symlink()
    assert file.stat().st_size > 0
    assert {each.name for each in tmp_path.iterdir()} == {full.name, link.name, file.name}


def test_two_applies_at_once(crm: str) -> None:
    """One does it; the other does nothing, or says what has changed since its plan."""
    line = [sys.executable, "-m", "pg_saint", "apply", str(DEFINITION), "--yes", "--dsn", crm]
    both = [subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [(each.communicate(), each.returncode) for each in both]
    assert 0 in {code for _, code in said}
    for (_, stderr), code in said:
        assert code in (0, 2), said
        assert "Traceback" not in stderr
        assert code == 0 or "again" in stderr, said
    done = CliRunner().invoke(saint, ["plan", str(DEFINITION), "--exit-code", "--dsn", crm])
    assert (done.exit_code, done.stdout) == (0, "nothing to do\n")
