"""What a database, a role or the environment sets, and values that Python has no type for."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from pg_saint.cli.database import connect
from tests.cli.conftest import Saint

CRM = """
    create schema crm;
    create table crm.company (company_id integer primary key, since date, seen timestamptz, opens time, lag interval);
    insert into crm.company values
        (1, '12000-01-01', 'infinity', '24:00', '1 mon 2 days'),
        (2, '0044-03-15 BC', '-infinity', '08:30', '178000000 years'),
        (3, '2026-05-20', '2026-05-20 12:00+00', null, '-3 hours');
"""
DEFINITION = """
timezone: Europe/Oslo
entities:
  company:
    table: crm.company
    key: company_id
    fields: {since: since, seen: seen, opens: opens, lag: lag}
statuses:
  far: {on: company, when: since > today - 30, description: {en: "since <since>, <lag>"}}
  early: {on: company, when: since < date '1900-01-01'}
selections:
  all: {on: company, when: since is not null, columns: [since, seen, opens, lag]}
"""
SETTINGS = {
    "datestyle": "SQL, DMY",
    "intervalstyle": "iso_8601",
    "timezone": "Asia/Kathmandu",
    "extra_float_digits": "-10",
    "bytea_output": "escape",
    "standard_conforming_strings": "off",
    "quote_all_identifiers": "on",
    "transform_null_equals": "on",
    "check_function_bodies": "off",
    "default_transaction_isolation": "serializable",
    "default_transaction_deferrable": "on",
    "statement_timeout": "250ms",
    "idle_in_transaction_session_timeout": "250ms",
    "idle_session_timeout": "250ms",
    "search_path": "crm, pg_catalog",
    "client_encoding": "LATIN1",
    "lc_messages": "C",
}


@pytest.fixture
def far(database: str) -> str:
    with psycopg.connect(database) as connection:
        connection.execute(CRM.encode())
        connection.execute("select saint.set_today('2026-06-01')")
    return database


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "saint.yaml"
    path.write_text(DEFINITION)
    return str(path)


def test_every_command_whatever_the_database_sets(far: str, file: str, saint: Saint, tmp_path: Path) -> None:
    with psycopg.connect(far, autocommit=True) as connection:
        connection.execute("create function crm.count(anyelement) returns bigint language sql as 'select -1::bigint'")
        for name, value in SETTINGS.items():
            change = sql.SQL("alter database {} set {} to {}")
            value_of = sql.SQL(value) if name == "search_path" else sql.Literal(value)
            connection.execute(change.format(sql.Identifier(connection.info.dbname), sql.Identifier(name), value_of))

    def done(*words: str) -> str:
        result = saint(*words)
        assert result.exit_code == 0, (words, result.output)
        return result.stdout

    assert "create table saint_data.company" in done("compile", file)
    assert "1 of entity company" in done("preview", file, "early")
    done("preview", file, "far", "--since", "2026-05-01")
    done("apply", file)
    assert done("plan", file, "--exit-code") == "nothing to do\n"
    found = json.loads(done("status", "--json"))
    assert {row["status"]: row["matches"] for row in found["statuses"]} == {"far": 2, "early": 1}
    assert found["clock"]["today"] == "2026-06-01"
    done("tick")
    assert json.loads(done("status", "--json"))["entities"][0]["lag"] == 0
    assert "every stored row matches the truth" in done("check")
    assert "12000-01-01" in done("explain", "far", "1")
    explained = json.loads(done("explain", "far", "3", "--json"))
    assert explained["criteria"][0]["changes_on"] == "2026-06-19"
    assert "has the status early" in done("explain", "early", "2")
    for ending in ("csv", "json", "xlsx"):
        done("export", "all", "-o", str(tmp_path / f"all.{ending}"))
    with (tmp_path / "all.csv").open(encoding="utf-8-sig") as rows:
        # What begins with a sign would be a formula to a spreadsheet.
        assert list(csv.reader(rows))[1:] == [
            ["1", "12000-01-01", "infinity", "24:00:00", "1 mon 2 days"],
            ["2", "0044-03-15 BC", "'-infinity", "08:30:00", "178000000 years"],
            ["3", "2026-05-20", "2026-05-20 14:00:00+02:00", "", "'-03:00:00"],
        ]
    done("report", "-o", str(tmp_path / "report.html"))
    done("detach")
    done("attach")
    Path(file).write_text(Path(file).read_text().replace("today - 30", "today - 31"))
    done("apply", file, "--online")
    done("check", "--repair")
    done("drop", "--yes")


def test_only_timeouts_given_to_this_session_hold(far: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with psycopg.connect(far, autocommit=True) as connection:
        for name in ("statement_timeout", "idle_session_timeout", "lock_timeout"):
            change = sql.SQL("alter database {} set {} to '7s'")
            connection.execute(change.format(sql.Identifier(connection.info.dbname), sql.Identifier(name)))
    monkeypatch.setenv("PGOPTIONS", "-c statement_timeout=8s")
    asked = "select current_setting('statement_timeout'), current_setting('idle_session_timeout'),"
    with connect(far) as connection:
        # The last one keeps the CRM's writers from waiting behind an apply.
        assert connection.execute(asked + " current_setting('lock_timeout')").fetchone() == ("8s", "0", "7s")


def test_today_beyond_what_python_knows(far: str, file: str, saint: Saint) -> None:
    assert saint("apply", file).exit_code == 0
    with psycopg.connect(far, autocommit=True) as connection:
        connection.execute("select saint.set_today('12000-01-01')")
    assert saint("status").output.startswith("today 12000-01-01 (pinned)")
    refused = saint("preview", file, "far")
    assert refused.exit_code == 2
    assert "12000-01-01" in refused.stderr


def test_the_hour_of_a_report_is_that_of_its_zone(far: str, file: str, saint: Saint, tmp_path: Path) -> None:
    Path(file).write_text(DEFINITION.replace("Europe/Oslo", "Pacific/Kiritimati"))
    assert saint("apply", file).exit_code == 0
    with psycopg.connect(far) as connection:
        asked = "select to_char(now() at time zone 'Pacific/Kiritimati', 'YYYY-MM-DD HH24:')"
        before = connection.execute(asked).fetchone()
    page = tmp_path / "report.html"
    assert saint("report", "-o", str(page)).exit_code == 0
    with psycopg.connect(far) as connection:
        after = connection.execute(asked).fetchone()
    assert before is not None
    assert after is not None
    assert any(
        f"Pacific/Kiritimati, written at {hour[0]}" in page.read_text(encoding="utf-8") for hour in (before, after)
    )


def test_a_value_that_can_not_be_sent_is_no_lost_connection(saint: Saint) -> None:
    refused = saint("explain", "far", "a\x00b")
    assert refused.exit_code == 2
    assert "no connection" not in refused.stderr
    assert "NUL" in refused.stderr
