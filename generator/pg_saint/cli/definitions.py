"""validate, compile, preview: what a definition means, without changing anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click
import psycopg
from psycopg import sql

from pg_saint.cli.database import connect, dsn_option, json_option
from pg_saint.cli.output import print_json, warn
from pg_saint.compile import compile_definition
from pg_saint.definitions import load
from pg_saint.errors import SaintError, suggestion
from pg_saint.ir.nodes import Definition, Status
from pg_saint.oracle import status_query
from pg_saint.resolve import resolve_with_warnings

SAMPLE = 10

file_argument = click.argument("file", type=click.Path(path_type=Path))


@click.command()
@file_argument
def validate(file: Path) -> None:
    """Check FILE without a database."""
    model = load([file])
    counts = (
        f"{len(part)} {name}"
        for name, part in (("entities", model.entities), ("sources", model.sources), ("statuses", model.statuses))
    )
    click.echo(f"{file} is valid: {', '.join(counts)}")


@click.command("compile")
@file_argument
@dsn_option
def compile_(file: Path, dsn: str) -> None:
    """Print the SQL that FILE compiles to."""
    with connect(dsn) as connection:
        definition = resolved(file, connection)
    for made in compile_definition(definition):
        click.echo(made.sql.rstrip() + "\n")


@click.command()
@file_argument
@click.argument("status")
@dsn_option
@json_option
def preview(file: Path, status: str, dsn: str, as_json: bool) -> None:
    """How many records would have STATUS now, and a sample; nothing is installed for it."""
    with connect(dsn) as connection:
        definition = resolved(file, connection)
        found = _status(definition, status)
        ids = _matching(connection, definition, found)
    sample = ids[:SAMPLE]
    if as_json:
        print_json({"status": status, "entity": found.entity, "matches": len(ids), "sample": sample})
        return
    click.echo(f"{len(ids):,} of entity {found.entity} would have the status {status} now")
    if sample:
        click.echo(f"for instance {', '.join(sample)}")


def resolved(file: Path, connection: psycopg.Connection) -> Definition:
    """FILE, checked against the database; warnings go to stderr."""
    definition, warnings = resolve_with_warnings(load([file]), connection)
    for warning in warnings:
        warn(f"warning: {warning}")
    return definition


def _status(definition: Definition, name: str) -> Status:
    for status in definition.statuses:
        if status.name == name:
            return status
    known = [status.name for status in definition.statuses]
    raise SaintError(f"there is no status {name}", remedy=suggestion(name, known))


def _matching(connection: psycopg.Connection, definition: Definition, status: Status) -> list[str]:
    # The others stay in the definition, disabled: this one may name them.
    alone = replace(
        definition, statuses=tuple(replace(other, enabled=other.name == status.name) for other in definition.statuses)
    )
    connection.read_only = True
    with connection.transaction():
        query = status_query(alone, status.entity, _today(connection, definition.timezone))
        wrapped = sql.SQL("select s.id::text from ({}) as s order by s.id").format(sql.SQL(query))
        return [row[0] for row in connection.execute(wrapped)]


def _today(connection: psycopg.Connection, zone: str) -> date:
    """The date in force, pinned or not; a preview needs no extension."""
    installed = connection.execute("select from pg_catalog.pg_extension where extname = 'pg_saint'").rowcount
    pinned = connection.execute("select pinned from saint.clock").fetchone() if installed else None
    row = connection.execute("select coalesce(%s, (now() at time zone %s)::date)", (pinned and pinned[0], zone))
    return date.fromisoformat(str(row.fetchone()[0]))  # type: ignore[index]  # a select without from has one row
