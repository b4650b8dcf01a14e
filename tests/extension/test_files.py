"""The extension's sources: complete, in order, one object per file, the same by make and without."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pg_saint import install, shipped
from pg_saint.errors import SaintError
from tests.support import Connect

ROOT = shipped.source_root()
SOURCES = sorted([*(ROOT / "sql").glob("*.sql"), *(ROOT / "extension" / "tables").glob("*.sql")])


def test_every_source_is_in_the_order() -> None:
    order = (ROOT / "extension" / "order.txt").read_text().split()
    assert len(set(order)) == len(order)
    assert {str(path.relative_to(ROOT)) for path in SOURCES} <= set(order)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_source_is_named_as_its_object(path: Path) -> None:
    text = path.read_text()
    kinds = (
        "create table saint.",
        "create unlogged table saint.",
        "create function saint.",
        "create view saint.",
        "create role ",
    )
    assert any(f"{kind}{path.stem}" in text for kind in kinds)
    assert "comment on" in text


def test_functions_state_volatility_and_parallel_safety() -> None:
    for path in (ROOT / "sql").glob("*.sql"):
        text = path.read_text()
        if "create function" in text:
            assert any(word in text for word in (" immutable ", " stable ", " volatile ")), path
            assert " parallel " in text, path


def test_every_member_has_a_comment(connect: Connect) -> None:
    with connect() as connection:
        silent = connection.execute(
            "select pg_describe_object(classid, objid, 0) from pg_depend member"
            " where refclassid = 'pg_extension'::regclass and deptype = 'e'"
            " and refobjid = (select oid from pg_extension where extname = 'pg_saint')"
            " and obj_description(objid, classid::regclass::name) is null"
            " and not exists (select from pg_class where oid = objid and relkind = 'S')"
            # The type of a table's rows and its array's come with the table; since PostgreSQL 17 they are members.
            " and not exists ("
            "   select from pg_depend part where part.deptype = 'i'"
            "   and (part.classid, part.objid) = (member.classid, member.objid))"
        ).fetchall()
    assert silent == []


@pytest.mark.parametrize("pgxs", [(), ("PGXS=/nonexistent",)], ids=["as found here", "without PGXS"])
def test_make_installs_what_saint_install_would(tmp_path: Path, pgxs: tuple[str, ...]) -> None:
    for folder in ("sql", "plpython", "migrations"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    # What make assembled in this checkout must not stand in for what it assembles now; migrations/ is frozen.
    shutil.copytree(ROOT / "extension", tmp_path / "extension", ignore=shutil.ignore_patterns("pg_saint--*.sql"))
    target = tmp_path / "target"

    def make(goal: str) -> dict[str, str]:
        command = ["make", "-C", str(tmp_path / "extension"), goal, f"DESTDIR={target}", *pgxs]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return {path.name: path.read_text() for path in target.rglob("*") if path.is_file()}

    assert make("install") == install.assemble()
    assert make("uninstall") == {}


def fake_pg_config(folder: Path) -> Path:
    script = folder / "pg_config"
    script.write_text(f"#!/bin/sh\necho {folder}\n")
    script.chmod(0o755)
    return script


def test_install_writes_only_what_differs(tmp_path: Path) -> None:
    (tmp_path / "extension").mkdir()
    pg_config = fake_pg_config(tmp_path)
    assert sorted(path.name for path in install.install(pg_config)) == sorted(install.assemble())
    assert install.install(pg_config) == []
    (tmp_path / "extension" / "pg_saint.control").write_text("old")
    assert [path.name for path in install.install(pg_config)] == ["pg_saint.control"]


def test_install_where_no_server_is(tmp_path: Path) -> None:
    with pytest.raises(SaintError, match="there is no folder"):
        install.install(fake_pg_config(tmp_path))
    with pytest.raises(SaintError, match="PG_CONFIG"):
        install.install(tmp_path / "missing")


MODULES = sorted((ROOT / "plpython").glob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_fits_into_a_function(path: Path) -> None:
    text = path.read_text()
    assert "'''" not in text
    assert "$python$" not in text
    imported = {word for line in text.splitlines() if (word := imported_module(line))}
    assert imported <= sys.stdlib_module_names


def imported_module(line: str) -> str | None:
    found = re.match(r"\s*(?:from|import) ([a-zA-Z_]\w*)", line)
    return found[1] if found else None


@pytest.mark.usefixtures("python")
def test_pl_python_is_for_those_who_were_granted_it(connect: Connect) -> None:
    with connect() as connection:
        functions = connection.execute(
            "select p.oid::regprocedure::text, p.proconfig, has_function_privilege('public', p.oid, 'execute')"
            " from pg_proc p join pg_language l on l.oid = p.prolang"
            " where l.lanname = 'plpython3u' and p.pronamespace = 'saint'::regnamespace"
        ).fetchall()
    assert functions
    for name, settings, public in functions:
        assert settings == ["search_path=pg_catalog, pg_temp"], name
        assert not public, name
