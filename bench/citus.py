"""make bench-citus CITUS_DSN=…: what an entity in shards costs on a running cluster of Citus; for docs/scaling.md.

Ratios alone are worth anything on a machine that others use: what is compared runs in turn, for a moment each, and the
median of the ratios of all rounds is told with the smallest and the largest.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from shutil import copy
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import click
import psycopg
from click.testing import CliRunner

from pg_saint.cli import saint

TESTS = Path(__file__).parents[1] / "tests" / "citus"
FILL = Path(__file__).with_suffix(".sql")
DAY = "2026-06-01"
INSERT = "insert into crm.{} values (%s, %s, 'outgoing', '2026-05-30 12:00+00')"
MARKS = "insert into saint_data.company_stale (id) select company_id from crm.company where company_id %% %s = 0"
PLAIN = "insert into crm.plain_status select id, status from saint.company_status"
ALL = "select id, status from {}"
ONE = "select id, status from {} where status = 'neglected'"
KEY = "select id, status from {} where id = %s"
VIEW, TABLE = "saint.company_status", "crm.plain_status"
Connection = psycopg.Connection[Any]


@click.command()
@click.option("--dsn", default=lambda: os.environ.get("CITUS_DSN", ""), help="The coordinator's database; CITUS_DSN.")
@click.option("--companies", default=20_000, show_default=True, help="With 50 activities and 5 sales each.")
@click.option("--rounds", default=9, show_default=True)
@click.option("--seconds", default=1.0, show_default=True, help="How long each runs in each round.")
def main(dsn: str, companies: int, rounds: int, seconds: float) -> None:
    """Prints a table. Makes a schema crm and pg_saint there, and takes both away again."""
    if not dsn:
        raise click.UsageError("give --dsn or CITUS_DSN")
    with psycopg.connect(dsn, autocommit=True) as connection, TemporaryDirectory() as folder:
        connection.execute("set client_min_messages = warning")
        connection.execute("create extension pg_saint")
        try:
            connection.execute((TESTS / "crm.sql").read_bytes())
            connection.execute("select saint.set_today(%s)", (DAY,))
            for statement in FILL.read_text().format(companies=companies).split(";\n"):
                connection.execute(statement.encode())
            _apply(dsn, Path(folder))
            connection.execute(PLAIN)
            connection.execute("analyze crm.plain_status")
            _told(connection)
            for what, ratios in _measured(connection, companies, rounds, seconds):
                click.echo(f"| {what} | {median(ratios):.2f} | {min(ratios):.2f} to {max(ratios):.2f} |")
            for what, took in _ticks(connection):
                click.echo(f"| {what} | {took:.2f} s | |")
        finally:
            connection.execute("call citus_cleanup_orphaned_resources()")
            CliRunner().invoke(saint, ["drop", "--all", "--yes", "--dsn", dsn])
            connection.execute("drop schema if exists crm cascade")


def _apply(dsn: str, folder: Path) -> None:
    """In mode marks."""
    copy(TESTS / "cobweb.svg", folder)
    key = "    key: company_id\n"
    file = folder / "crm.yaml"
    file.write_text((TESTS / "crm.yaml").read_text().replace(key, f"{key}    maintenance: deferred\n", 1))
    started = perf_counter()
    done = CliRunner().invoke(saint, ["apply", str(file), "--dsn", dsn])
    if done.exit_code:
        raise click.ClickException(done.output)
    click.echo(f"apply: {perf_counter() - started:.1f} s")


def _told(connection: Connection) -> None:
    versions = "select citus_version(), version(), (select count(*) from pg_dist_node where shouldhaveshards)"
    for each in connection.execute(versions).fetchone() or ():
        click.echo(each)
    shards = "select count(*) from pg_dist_shard where logicalrelid = 'crm.company'::regclass"
    click.echo(f"{(connection.execute(shards).fetchone() or (0,))[0]} shards\n")


def _measured(connection: Connection, companies: int, rounds: int, seconds: float) -> Iterator[tuple[str, list[float]]]:
    numbers = count(1_000_000_000)

    def insert(table: str) -> Callable[[], object]:
        statement = INSERT.format(table)

        def once() -> object:
            number = next(numbers)
            return connection.execute(statement, (number % companies + 1, number), prepare=True)

        return once

    def ask(query: str, of: str) -> Callable[[], object]:
        statement = query.format(of)
        given = statement.count("%s")
        return lambda: connection.execute(statement, [next(numbers) % companies + 1] * given, prepare=True).fetchall()

    def compare(what: str, one: Callable[[], object], other: Callable[[], object]) -> tuple[str, list[float]]:
        _each(one, 0.2), _each(other, 0.2)
        return what, [_each(one, seconds) / _each(other, seconds) for _ in range(rounds)]

    both = "insert of an activity with marks ÷ without: inserts a second"
    told, ratios = compare(both, insert("activity"), insert("plain_activity"))
    yield told, [1 / ratio for ratio in ratios]
    connection.execute("select saint.tick()")
    for said, query in (("all records with a status", ALL), ("those with one status", ONE), ("one record", KEY)):
        yield compare(f"{said} ÷ from a plain table in shards: time", ask(query, VIEW), ask(query, TABLE))
    for every in (100, 10):
        connection.execute(MARKS, (every,))
        said = f"all records with a status, 1 of {every} marked ÷ from a plain table: time"
        yield compare(said, ask(ALL, VIEW), ask(ALL, TABLE))
        connection.execute("select saint.tick()")

    def tick() -> float:
        connection.execute(MARKS, (100,))
        return _took(lambda: connection.execute("select saint.tick()"))

    def all_records() -> float:
        return _took(lambda: connection.execute("select saint_data.company_backfill()"))

    yield (
        "all records recomputed ÷ a tick of 1 of 100: time",
        [all_records() / tick() for _ in range(max(rounds // 2, 3))],
    )


def _ticks(connection: Connection) -> Iterator[tuple[str, float]]:
    for every in (20, 1):
        connection.execute(MARKS, (every,))
        yield f"a tick of 1 of {every} records", _took(lambda: connection.execute("select saint.tick()"))


def _each(run: Callable[[], object], seconds: float) -> float:
    """How long it takes, run again and again for so many seconds."""
    started = perf_counter()
    for number in count(1):
        run()
        passed = perf_counter() - started
        if passed >= seconds:
            return passed / number
    raise AssertionError


def _took(run: Callable[[], object]) -> float:
    started = perf_counter()
    run()
    return perf_counter() - started


if __name__ == "__main__":
    main()
