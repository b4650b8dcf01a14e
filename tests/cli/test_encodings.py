"""Databases in other encodings than UTF8, and other client encodings: every literal and name means what was written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from os import getpid
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result
from psycopg import sql

from pg_saint import install
from pg_saint.cli import saint as command
from pg_saint.cluster.provider import Provider
from tests.support import long

CRM = """
    create schema crm;
    create table crm.kunde ("größe" integer primary key, "Kategorie" text);
    create table crm."Ärende" (id integer primary key, kunde integer, "när" date, art text);
    create table crm.company (id integer primary key, name text, "Straße" text);
    create index on crm."Ärende" (kunde);
    insert into crm.kunde values (1, 'Försäljning'), (2, 'Einkauf');
    insert into crm."Ärende" values (1, 2, '2026-05-30', 'möte'), (2, 2, '2026-05-31', 'brev');
"""
DEFINITION = """# Kunden, größer als …
timezone: Europe/Oslo
languages: [en, nl, 'no', da]
library: [{name: neglected_customer, customer: Försäljning, outgoing: möte}]
entities:
  company:
    table: crm.kunde
    key: größe
    fields: {name: '"Kategorie"', category: '"Kategorie"', owner: "null::text"}
sources:
  activity:
    table: crm."Ärende"
    key: id
    date: när
    links: {company: kunde}
    fields: {direction: art, status: art}
    moment: {kind: history, counted: true, transitions: status}
statuses:
  sverige: {on: company, when: category = 'Försäljning', name: {en: Förvaltning}}
  met: {on: company, when: count(activity) filter (where direction = 'möte') > 0}
selections: {kunder: {on: company, when: category = 'Försäljning', columns: [name]}}
monitors: {all: {on: company, of: category is not null, users: all, period: 30}}
"""
JAPANESE = (("Försäljning", "営業"), ("Förvaltning", "営業部"), ("möte", "会議"), ("größe", "番号"), ("När", "日"),
            ("när", "日"), ("Ärende", "案件"), ("größer", "大"), ("Straße", "道"), ("…", "・"))  # fmt: skip
ENCODINGS = ("LATIN1", "SQL_ASCII", "UTF8", long("WIN1252"), long("EUC_JP"))


def said_in(encoding: str, text: str) -> str:
    for latin, japanese in JAPANESE if encoding == "EUC_JP" else (("…", "..."),):
        text = text.replace(latin, japanese)
    return text


@contextmanager
def database_in(cluster: Provider, encoding: str) -> Iterator[str]:
    """A connection string for a fresh database in that encoding."""
    name = f"saint_test_{getpid()}_{encoding.lower()}"
    create = sql.SQL("create database {} template template0 encoding {} lc_collate 'C' lc_ctype 'C'")
    with psycopg.connect(cluster.dsn(), autocommit=True) as server:
        server.execute(create.format(sql.Identifier(name), sql.Literal(encoding)))
        try:
            yield cluster.dsn(name)
        finally:
            server.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def run(dsn: str, *words: str) -> Result:
    result = CliRunner().invoke(command, [*words, "--dsn", dsn])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_command(encoding: str, cluster: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "crm.yaml"
    file.write_text(said_in(encoding, DEFINITION), encoding="utf-8")
    with database_in(cluster, encoding) as dsn, psycopg.connect(dsn, autocommit=True, client_encoding="UTF8") as crm:
        crm.execute("create extension pg_saint cascade")
        crm.execute(said_in(encoding, CRM).encode())
        crm.execute("select saint.set_today('2026-06-01')")
        # What the environment says must not matter.
        monkeypatch.setenv("PGCLIENTENCODING", "LATIN1" if encoding == "UTF8" else "SQL_ASCII")

        compiled = run(dsn, "compile", str(file))
        assert compiled.exit_code == 0, compiled.output
        assert run(dsn, "preview", str(file), "sverige").output.startswith("1 of entity company")
        applied = run(dsn, "apply", str(file))
        assert applied.exit_code == 0, applied.output
        assert run(dsn, "plan", str(file), "--exit-code").output == "nothing to do\n"
        rows = crm.execute("select id, status from saint.company_status order by 1, 2").fetchall()
        assert rows == [(1, "neglected_customer"), (1, "sverige"), (2, "met")]
        assert crm.execute("select id, name from saint.selection_kunder").fetchall() == [
            (1, said_in(encoding, "Försäljning"))
        ]
        crm.execute(said_in(encoding, """update crm."Ärende" set art = 'brev' where id = 1""").encode())
        arrow = "→" if encoding == "UTF8" else ">"
        titles = crm.execute("select title from saint.contact_moment where title is not null").fetchall()
        assert titles == [(said_in(encoding, f"möte {arrow} brev"),)]

        found = json.loads(run(dsn, "status", "--json").output)
        assert {row["status"]: row["matches"] for row in found["statuses"]} == {
            "met": 0, "neglected_customer": 1, "sverige": 1
        }  # fmt: skip
        assert said_in(encoding, "Försäljning") in run(dsn, "explain", "sverige", "1").output
        assert run(dsn, "check").exit_code == 0
        doctor = run(dsn, "doctor")
        assert doctor.exit_code in (0, 1), doctor.output
        report = tmp_path / "report.html"
        done = run(dsn, "report", "-o", str(report))
        assert done.exit_code == 0, done.output
        assert said_in(encoding, "Förvaltning") in report.read_text(encoding="utf-8")
        assert run(dsn, "export", "kunder", "-o", str(tmp_path / "kunder.csv")).exit_code == 0
        assert run(dsn, "init", "-o", str(tmp_path / "init.yaml")).exit_code == 0
        online = file.read_text(encoding="utf-8").replace("where direction =", "where direction <>")
        file.write_text(online, encoding="utf-8")
        assert run(dsn, "apply", str(file), "--online").exit_code == 0
        assert run(dsn, "check").exit_code == 0


def test_a_character_that_the_encoding_has_not(cluster: Provider, tmp_path: Path) -> None:
    file = tmp_path / "crm.yaml"
    file.write_text(DEFINITION.replace("…", "...").replace("Förvaltning", "Sales →"), encoding="utf-8")
    with database_in(cluster, "LATIN1") as dsn:
        with psycopg.connect(dsn, client_encoding="UTF8") as crm:
            crm.execute("create extension pg_saint cascade")
            crm.execute(CRM.encode())
        for words in (("plan", str(file)), ("apply", str(file)), ("preview", str(file), "met")):
            refused = run(dsn, *words)
            assert refused.exit_code == 2
            assert f"{file}:19: the database is in the encoding LATIN1, which has no → (U+2192)" in refused.stderr
        assert run(dsn, "explain", "→", "1").exit_code == 2


def test_an_encoding_that_is_not_converted(cluster: Provider) -> None:
    with database_in(cluster, "MULE_INTERNAL") as dsn:
        refused = run(dsn, "status")
    assert refused.exit_code == 2
    assert "conversion between UTF8 and MULE_INTERNAL is not supported" in refused.stderr
    assert "no connection" not in refused.stderr


def test_the_extension_is_ascii() -> None:
    for name, text in install.assemble().items():
        if name != "pg_saint--0.1.0.sql":
            assert text.isascii(), name
