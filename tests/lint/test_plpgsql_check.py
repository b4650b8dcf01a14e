"""plpgsql_check over the functions of the extension, and over those of each golden case and of two rich definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from pg_saint.cluster.provider import Provider
from pg_saint.compile import SqlObject, compile_definition
from pg_saint.resolve import resolve
from pg_saint.validate import load
from tests.citus.fake import pretend
from tests.docs.test_examples import DEFINITIONS, blocks, written
from tests.golden.test_generated_sql import CASES, compiled
from tests.support import fresh_database, needs

HERE = Path(__file__).parent
ATTENTION = HERE.parent / "attention"
FINDINGS = (HERE / "findings.sql").read_bytes()
# What is found by "FUNCTION LEVEL: MESSAGE; DETAIL", and why it is as it should be.
EXCUSED = {
    r'.* extra: never read variable "saint_held"': "the call that gives it its value locks the tables",
    r".* OUT variable .* is maybe unmodified; cannot to determine result of dynamic SQL": "the query has these columns",
    r".* name of parameter .* is reserved keyword": "names of the interface, and fields of users: quoted",
    r'.* performance: target .*; cast "integer" value to "bigint" type': "a literal or a number of rows",
    r'.* performance: target .*; cast "(name|regclass|regnamespace)" value to "(text|oid)" type': "the same bytes",
    r'saint_data\.\w+_live_all .*; cast "text" value to ".*\[\]" type': "an array with nothing in it, once a call",
    r"saint\.chronology_bookmark .* target type .*": "a bookmark that is none fails in the cast, and is told",
    r"saint\.(compiled_table|hold_tables) .* marked as VOLATILE.*": "it locks",
    r"saint\.(calculate|create_follow_ups|selection_(add|remove)_from) .* marked as VOLATILE.*": "it writes",
    r"saint\.(calculate|check|describe|describe_all|follow_up_users|follow_ups_planned|is_record|status_dialogs"
    r"|recalculate|record_key|refresh_selections|selection_add_from|attention_\w+)"
    r" security: text type variable is not sanitized; .*": "what compiled_function() or source_of() gave, quoted",
    r"saint\.hold_tables security: .*": "compiled functions call it with names as the compiler quoted them",
    r'saint\.(only_tables|tables_known) extra: unused parameter "relations"; .*': "so that the plan depends on them",
    r'saint_data\.\w+_extremes extra: unused parameter "today"; .*': "none of them has a window",
    r'saint_data\.company_tick extra: unused parameter "batch"; ': "in shards a tick takes all that is there",
    r'saint_data\.\w+_or_null\w* extra: unused parameter "\$1"; .*': "its type alone is asked for",
    r"saint_data\.\w+_or_null\w* performance: target type .*": "of the type of its first argument",
}


def finding(function: str, level: str, message: str, detail: str | None) -> str:
    return f"{function} {level.removeprefix('warning ')}: {message}; {detail or ''}"


@contextmanager
def made(connection: psycopg.Connection, objects: list[SqlObject]) -> Iterator[None]:
    """The objects, for a moment."""
    with connection.transaction(force_rollback=True):
        if any("create_reference_table" in each.sql for each in objects):
            pretend(connection)
        for each in objects:
            connection.execute(each.sql.encode())
        yield


def found(connection: psycopg.Connection, schema: str) -> set[str]:
    return {finding(*row) for row in connection.execute(FINDINGS, {"schemas": [schema]})}


def of_golden_cases(connection: psycopg.Connection) -> set[str]:
    """All in one: each case is some 20 functions."""
    findings: set[str] = set()
    with connection.transaction(force_rollback=True):
        connection.execute((CASES.parent / "schema.sql").read_bytes())
        for case in sorted(CASES.glob("*.yaml")):
            with made(connection, compiled(connection, case)):
                findings |= found(connection, "saint_data")
    return findings


def of_definition(connection: psycopg.Connection, tables: str, files: list[Path]) -> set[str]:
    with connection.transaction(force_rollback=True):
        connection.execute(tables.encode())
        with made(connection, compile_definition(resolve(load(files), connection))):
            return found(connection, "saint_data")


@pytest.fixture
def connection(cluster: Provider, template: str) -> Iterator[psycopg.Connection]:
    with fresh_database(cluster, template) as name, psycopg.connect(cluster.dsn(name), autocommit=True) as connected:
        needs(connected, "plpgsql_check")
        connected.execute("create extension plpgsql_check")
        connected.execute("create schema saint_data")
        yield connected


def test_nothing_is_found_that_has_no_reason(connection: psycopg.Connection, tmp_path: Path) -> None:
    findings = found(connection, "saint") | of_golden_cases(connection)
    findings |= of_definition(connection, "".join(blocks(DEFINITIONS, "sql")), written(DEFINITIONS, tmp_path))
    findings |= of_definition(connection, (ATTENTION / "crm.sql").read_text(), [ATTENTION / "crm.yaml"])
    excused = {each: [reason for reason in EXCUSED if re.match(reason, each)] for each in findings}
    assert sorted(each for each, reasons in excused.items() if not reasons) == []
    assert set(EXCUSED) == {reason for reasons in excused.values() for reason in reasons}, "one that nothing needs"
