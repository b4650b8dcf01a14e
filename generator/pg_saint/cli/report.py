"""report: one page to look at."""

from __future__ import annotations

from pathlib import Path

import click

from pg_saint.cli.database import connect_installed, dsn_option
from pg_saint.report import write_report


@click.command()
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The file, e.g. report.html.",
)
@click.option("--language", help="en, nl, no or da; by default the definition's first language.")
@dsn_option
def report(file: Path, language: str | None, dsn: str) -> None:
    """Write one self-contained page: statuses, their history, whom to call first."""
    with connect_installed(dsn) as connection:
        write_report(connection, file, language)
    click.echo(f"wrote {file}")
