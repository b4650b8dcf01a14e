"""validate, compile: what a definition means, without changing anything."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import psycopg

from pg_saint.cli.database import connect, dsn_option
from pg_saint.cli.output import warn
from pg_saint.compile import compile_definition
from pg_saint.errors import SaintError
from pg_saint.ir.definition import Definition
from pg_saint.resolve import resolve_with_warnings
from pg_saint.validate import load

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
    text = "\n".join(made.sql.rstrip() + "\n" for made in compile_definition(definition))
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError as error:
        raise SaintError(
            f"stdout is in {encoding}, which has no {text[error.start]}", remedy="set PYTHONIOENCODING=utf-8"
        ) from error
    click.echo(text)


def resolved(file: Path, connection: psycopg.Connection) -> Definition:
    """FILE, checked against the database; warnings go to stderr."""
    definition, warnings = resolve_with_warnings(load([file]), connection)
    for warning in warnings:
        warn(f"warning: {warning}")
    return definition
