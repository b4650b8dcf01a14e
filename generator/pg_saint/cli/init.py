"""init: a mapping to start from."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path

import click

from pg_saint.cli.database import connect, dsn_option
from pg_saint.cli.output import warn
from pg_saint.errors import SaintError
from pg_saint.presets import fitted, names, proposal, read_tables, read_values, recognised
from pg_saint.validate import load


@click.command()
@click.option("--preset", help=f"Use the mapping of this CRM: {', '.join(names())}.")
@click.option(
    "--schema", help="Only the CRM in this schema, if several hold it; by default the mapping is for all of them."
)
@click.option("-o", "output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file to write.")
@dsn_option
def init(preset: str | None, schema: str | None, output: Path, dsn: str) -> None:
    """Look at the database, recognise known CRMs, and write a mapping with comments to start from."""
    if output.exists():
        raise SaintError(f"{output} exists", remedy="name another file, or remove this one first")
    with connect(dsn) as connection:
        tables = read_tables(connection)
        found = recognised(tables)
        guessed = proposal(tables, partial(read_values, connection)) if preset is None and not found else None
    if preset is None and len(found) > 1:
        raise SaintError(f"there are several CRMs here: {', '.join(found)}", remedy="choose one with --preset NAME")
    chosen = preset or next(iter(found), None)
    if chosen is None or guessed is not None:
        _write(output, guessed or "")
        click.echo(
            f"no known CRM: {output} is a guess from foreign keys, names and types; look at what is marked CHECK"
        )
        _say_what_is_next(output)
        return
    schemas = [schema] if schema else found.get(chosen, ["public"])
    text, absent = fitted(chosen, schemas, tables, chosen=schema is not None)
    _write(output, text)
    where = f" in {', '.join(schemas)}" if len(schemas) > 1 else ""
    click.echo(f"{output}: the mapping of {chosen}{where}; look at what is marked CHECK")
    for name, reason in absent.items():
        warn(f"left out {name}: {reason}")
    _say_what_is_next(output)


def _say_what_is_next(file: Path) -> None:
    """Which records a status of it would show: nothing is installed for that."""
    with suppress(SaintError):
        statuses = list(load([file]).statuses)
        first = next((name for name in statuses if name == "neglected_customer"), statuses[0] if statuses else None)
        click.echo(f"next: saint preview {file} {first}" if first else f"next: saint plan {file}")


def _write(file: Path, text: str) -> None:
    """Raises SaintError; nothing half written is left."""
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        with suppress(OSError):
            file.unlink()
        raise SaintError(f"{file} cannot be written: {error.strerror}", remedy="name another file") from error
