"""sum, avg, min and max of a column of each type: as plain SQL says, or refused with the line of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pg_saint.apply import apply_plan
from pg_saint.errors import SaintError, SaintErrors
from pg_saint.plan import make_plan
from pg_saint.validate import load

# By type two values, of which the first is the greater one where there is an order.
TYPES = {
    "smallint": ("32767", "-32768"),
    "integer": ("2147483647", "-2147483648"),
    "bigint": ("9223372036854775807", "-9223372036854775808"),
    "numeric": ("1.50", "0.6666666666666666666666666667"),
    "numeric(10, 2)": ("1.50", "-3.25"),
    "real": ("1234567", "0.1"),
    "double precision": ("1234567.1234567891", "0.1"),
    "money": ("12.50", "1"),
    "interval": ("2 months", "-3 days"),
    "date": ("infinity", "0044-03-15 BC"),
    "time": ("24:00", "08:30"),
    "timetz": ("24:00+02", "08:30+02"),
    "timestamp": ("infinity", "2026-01-01 12:00"),
    "timestamptz": ("2026-01-01 12:00+02", "-infinity"),
    "text": ("b", "a"),
    "varchar(9)": ("b", "a"),
    "char(3)": ("b", "a"),
    "name": ("b", "a"),
    "boolean": ("t", "f"),
    "uuid": ("7b1e0a0c-0000-0000-0000-000000000002", "7b1e0a0c-0000-0000-0000-000000000001"),
    "bytea": ("\\x02", "\\x01"),
    "bit(2)": ("10", "01"),
    "inet": ("10.0.0.2", "10.0.0.1"),
    "macaddr": ("08:00:2b:01:02:04", "08:00:2b:01:02:03"),
    "oid": ("4294967295", "1"),
    "pg_lsn": ("16/B374D849", "16/B374D848"),
    "json": ('{"a": 1}', "[]"),
    "jsonb": ('{"a": 1}', "[]"),
    "xml": (None, None),  # not every server is built with libxml
    "point": ("(1,2)", "(0,0)"),
    "int4range": ("[1,4)", "[1,3)"),
    "tsvector": ("b", "a"),
    "integer[]": ("{2,NULL}", "{1}"),
    "text[]": ('{"b,c"}', "{}"),
    "crm.number": ("3", "1"),
    "crm.wording": ("b", "a"),
    "crm.stage": ("won", "open"),
    "crm.pair": ("(2,x)", "(1,y)"),
}
ADDED = ("smallint", "integer", "bigint", "numeric", "numeric(10, 2)", "real", "double precision", "crm.number")
FIRST_LINE = 4
CALLS = ("sum", "avg", "min", "max")
TRUTH = {"real": "{0}::text::numeric", "double precision": "{0}::text::numeric"}
CRM = """
    create schema crm;
    create domain crm.number as integer check (value > 0);
    create domain crm.wording as text check (value <> '');
    create type crm.stage as enum ('open', 'lost', 'won');
    create type crm.pair as (number integer, word text);
    create table crm.company (key integer primary key);
    create table crm.ev (key integer primary key, company integer);
    create index on crm.ev (company);
    insert into crm.company values (1), (2);
"""


def definition(calls: list[tuple[int, str]]) -> str:
    """One counter a line: `calls` of the columns with these numbers."""
    fields = ", ".join(f"f{number}: f{number}" for number in range(len(TYPES)))
    return "\n".join(
        [
            "entities: {company: {table: crm.company, key: key}}",
            f"sources: {{ev: {{table: crm.ev, key: key, links: {{company: company}}, fields: {{{fields}}}}}}}",
            "counters:",
            *(f"  {call}{number}: {{on: company, value: {call}(ev.f{number})}}" for number, call in calls),
        ]
    )


@pytest.fixture
def crm(database: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(CRM.encode())
        for number, type_ in enumerate(TYPES):
            connection.execute(f"alter table crm.ev add column f{number} {type_}".encode())
        yield connection


def test_as_plain_sql_says_or_refused_with_its_line(crm: psycopg.Connection, tmp_path: Path) -> None:
    file = tmp_path / "saint.yaml"
    every = [(number, call) for number in range(len(TYPES)) for call in CALLS]
    refused: set[tuple[int, str]] = set()
    kept = every
    # What has no such function is told first; since PostgreSQL 18 at last what cannot be stored.
    while errors := told(crm, file, kept):
        for error in errors:
            assert error.location is not None, error
            assert error.location.file == str(file), error
            refused.add(kept[error.location.line - FIRST_LINE])
        kept = [each for each in every if each not in refused]
    types = list(TYPES)
    assert [types[number] for number, call in kept if call == "sum"] == list(ADDED)
    assert [types[number] for number, call in kept if call == "avg"] == list(ADDED)
    extremes = [each for each in every if each[1] in ("min", "max")]
    assert [each for each in extremes if each in kept] == [each for each in extremes if known(crm, *each)]
    apply_plan(crm, make_plan(crm, load([file])))
    columns = ", ".join(f"f{number}" for number in range(len(TYPES)))
    insert = f"insert into crm.ev (key, company, {columns}) values (%s, %s{', %s' * len(TYPES)})".encode()
    exact(crm, kept)
    for key, company, which in ((1, 1, 0), (2, 1, 1), (3, 2, 1)):
        crm.execute(insert, (key, company, *(values[which] for values in TYPES.values())))
        exact(crm, kept)
    crm.execute("update crm.ev set company = 2 where key = 1")
    exact(crm, kept)
    crm.execute("delete from crm.ev where key = 1")
    exact(crm, kept)
    crm.execute("select saint.tick()")
    exact(crm, kept)
    assert crm.execute("select * from saint.check()").fetchall() == []


def told(crm: psycopg.Connection, file: Path, calls: list[tuple[int, str]]) -> list[SaintError]:
    file.write_text(definition(calls))
    try:
        make_plan(crm, load([file]))
    except SaintErrors as caught:
        return list(caught.errors)
    return []


def known(crm: psycopg.Connection, number: int, call: str) -> bool:
    """Whether PostgreSQL has it for a column of this type, with a result that can be stored. Since 18 a row has a
    smallest one, which is of no type."""
    try:
        row = crm.execute(f"select pg_typeof({call}(f{number}))::text from crm.ev".encode()).fetchone()
    except psycopg.errors.UndefinedFunction:
        return False
    return row != ("record",)


def exact(crm: psycopg.Connection, kept: list[tuple[int, str]]) -> None:
    types = list(TYPES)
    ours = ", ".join(f"{call}{number}::text" for number, call in kept)
    told = crm.execute(f"select {ours} from saint.company_counter order by id".encode()).fetchall()
    calls = []
    for number, call in kept:
        value = f"e.f{number}"
        if call in ("sum", "avg"):
            value = TRUTH.get(types[number], "{0}").format(value)
        calls.append(f"{call}({value})::text")
    truth = crm.execute(
        f"select {', '.join(calls)} from crm.company c left join crm.ev e on e.company = c.key group by c.key"
        " order by c.key".encode()
    ).fetchall()
    for row, right in zip(told, truth, strict=True):
        wrong = {
            f"{call}({types[number]})": (is_, should)
            for (number, call), is_, should in zip(kept, row, right, strict=True)
            if plain(is_) != plain(should)
        }
        assert not wrong


def plain(said: str | None) -> str | None:
    """Numbers without zeros at their end: a scale may stay when the value that brought it has gone."""
    return re.sub(r"\.?0+$", "", said) if said is not None and re.fullmatch(r"-?\d+\.\d+", said) else said
