"""The SQL of each feature of the language and of the mapping, as files to read.

`pytest tests/golden --update-golden` rewrites them. A case's first line names the objects that its feature shapes; a
second one the columns and statuses of company that an online apply still has to backfill, or the tables that Citus has
in shards, each with its distribution column, and its reference tables.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir
from dataclasses import replace
from functools import cache
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from pg_saint.cluster.provider import Provider
from pg_saint.compile import Existing, NeedsBackfill, SqlObject, compile_definition
from pg_saint.compile.comments import comment_statements
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import ident
from pg_saint.resolve import resolve
from pg_saint.validate import load
from tests.citus.fake import distribute, pretend
from tests.support import fresh_database

HERE = Path(__file__).parent
CASES = HERE / "cases"
by_case = pytest.mark.parametrize("case", sorted(path.stem for path in CASES.glob("*.yaml")))


@pytest.fixture(scope="module")
def crm(cluster: Provider) -> Iterator[psycopg.Connection]:
    """A database with the tables alone: compiling needs no more."""
    with fresh_database(cluster) as name, psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
        connection.execute((HERE / "schema.sql").read_bytes())
        yield connection


Compiled = Callable[[str], list[SqlObject]]


@pytest.fixture(scope="module")
def compiled_case(crm: psycopg.Connection) -> Compiled:
    """A case's objects; each is compiled once. The SQL names the definition's file: without the folders of this
    machine."""

    @cache
    def case_compiled(case: str) -> list[SqlObject]:
        with chdir(CASES):
            return compiled(crm, Path(f"{case}.yaml"))

    return case_compiled


def compiled(crm: psycopg.Connection, file: Path) -> list[SqlObject]:
    shards = re.search(r"^# shards: (.*)$", file.read_text(), re.MULTILINE)
    if shards is not None:
        with crm.transaction(force_rollback=True):
            pretend(crm)
            for table, *column in map(str.split, shards[1].split(", ")):
                distribute(crm, table, column[0] if column else None)
            return compile_definition(resolve(load([file]), crm))
    definition = resolve(load([file]), crm)
    filling = re.search(r"^# filling: (.*)$", file.read_text(), re.MULTILINE)
    if filling is None:
        return compile_definition(definition)
    names = frozenset(filling[1].split())
    needs_backfill = NeedsBackfill(generation=2, columns=names, statuses=names)
    return compile_definition(definition, Existing(needs_backfill={"company": needs_backfill}, deltas=False))


def shown(case: str, objects: list[SqlObject]) -> str:
    """The objects that the case's first line names, in the order of their creation."""
    first, _, _ = (CASES / f"{case}.yaml").read_text().partition("\n")
    wanted = first.removeprefix("# shows: ").split()
    by_name = {re.sub(r"_[0-9a-f]{6}_", "_", o.name.split(".")[-1]): o for o in objects if o.kind != "trigger"}
    return "\n".join(f"{by_name[name].sql.strip()}\n" for name in wanted)


@by_case
def test_as_in_the_golden_file(compiled_case: Compiled, case: str, request: pytest.FixtureRequest) -> None:
    found = shown(case, compiled_case(case))
    golden = CASES / f"{case}.sql"
    if request.config.getoption("--update-golden", default=False):
        golden.write_text(found)
    assert found == golden.read_text()


@pytest.mark.parametrize("case", ["attention_monitor", "several_schemas"])
def test_comments(
    crm: psycopg.Connection, case: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(CASES)
    definition = resolve(load([Path(f"{case}.yaml")]), crm)
    found = "\n".join(comment_statements(definition, compile_definition(definition)))
    golden = CASES / f"{case}.comments.sql"
    if request.config.getoption("--update-golden", default=False):
        golden.write_text(found)
    assert found == golden.read_text()


def test_same_input_same_bytes(crm: psycopg.Connection) -> None:
    """In processes that put the elements of a set in another order."""
    dsn = make_conninfo(crm.info.dsn, password=crm.info.password)
    command = [sys.executable, "-m", "pg_saint", "compile", str(CASES / "standard_counters.yaml"), "--dsn", dsn]
    found = [
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    ]
    assert found[0].startswith(b"-- ")
    assert set(found) == {found[0]}


@by_case
def test_how_it_is_written_is_no_difference(
    crm: psycopg.Connection, compiled_case: Compiled, case: str, tmp_path: Path
) -> None:
    """Other comments, blank lines and line numbers: the same fingerprints, so nothing to apply."""
    text = (CASES / f"{case}.yaml").read_text()
    other = tmp_path / "other.yaml"
    other.write_text("# Definitions\n\n\n" + re.sub(r"\n(  \w+:)", r"\n\n  # \1\n\1", text))
    before = {o.name: o.fingerprint for o in compiled_case(case)}
    assert {o.name: o.fingerprint for o in compiled(crm, other)} == before


def test_who_may_call_or_read_it_is_a_difference() -> None:
    """A later version that gives other grants makes the object again."""
    made = SqlObject(
        "saint_data.f", "function", render("maintain/placeholder", name=ident("saint_data", "f"), extension=True)
    )
    others = [replace(made, open_to=roles) for roles in (("saint_admin",), ("saint_revenue",))]
    assert len({each.fingerprint for each in (made, *others)}) == 3


@by_case
def test_objects_have_headers_and_views_name_no_table_of_the_crm(compiled_case: Compiled, case: str) -> None:
    for made in compiled_case(case):
        if made.kind != "trigger":
            assert made.sql.startswith("-- "), made.name
        # Citus carries out no function on shards that reads their tables.
        if made.kind == "view" and not made.name.endswith("_in_shards") and "saint_data.day" not in made.sql:
            # a name in quotes is not a dependency
            assert "crm." not in re.sub("'[^']*'", "", made.sql)
