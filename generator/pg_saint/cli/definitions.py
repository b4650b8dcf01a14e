"""validate, schema, compile: what a definition means, without changing anything."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
import psycopg

from pg_saint.citus.tables import has_citus
from pg_saint.cli.database import connect, dsn_option, json_option
from pg_saint.cli.options import paths_argument, shown
from pg_saint.cli.output import print_json, warn
from pg_saint.compile import Existing, compile_definition
from pg_saint.compile.comments import comment_statements
from pg_saint.errors import SaintError
from pg_saint.ir.definition import Definition
from pg_saint.library.schema import definition_schema
from pg_saint.plan import beside
from pg_saint.resolve import resolve_with_warnings
from pg_saint.validate import load


@click.command()
@paths_argument
@json_option
def validate(paths: tuple[Path, ...], as_json: bool) -> None:
    """Check files and folders, PATH..., without a database; - is standard input."""
    model = load(paths)
    counts = {"entities": len(model.entities), "sources": len(model.sources), "statuses": len(model.statuses)}
    if as_json:
        print_json({"errors": [], **counts})
    else:
        said = ", ".join(f"{count} {name}" for name, count in counts.items())
        click.echo(f"{shown(paths)} {'is' if len(paths) == 1 else 'are'} valid: {said}")


@click.command()
def schema() -> None:
    """Print the JSON Schema of definition files, with which editors complete and check them."""
    print_json(definition_schema())


@click.command("compile")
@paths_argument
@dsn_option
def compile_(paths: tuple[Path, ...], dsn: str) -> None:
    """Print the SQL that PATH... compile to."""
    with connect(dsn) as connection:
        definition = resolved(paths, connection)
        extension = not has_citus(connection)
    objects = compile_definition(definition, Existing(extension=extension))
    statements = [*(made.sql for made in objects), *comment_statements(definition, objects)]
    text = "\n".join(statement.rstrip() + "\n" for statement in statements)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError as error:
        raise SaintError(
            f"stdout is in {encoding}, which has no {text[error.start]}", remedy="set PYTHONIOENCODING=utf-8"
        ) from error
    click.echo(text)


def resolved(paths: Sequence[Path], connection: psycopg.Connection) -> Definition:
    """What an apply of them would make, checked against the database; warnings go to stderr."""
    definition, warnings = resolve_with_warnings(beside(connection, paths), connection)
    for warning in warnings:
        warn(f"warning: {warning}")
    return definition
