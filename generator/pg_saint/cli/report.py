"""report: one page to look at."""

from __future__ import annotations

from pathlib import Path

import click

from pg_saint.cli.database import connect_installed, dsn_option
from pg_saint.report import TO_CALL, Wish, write_report


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
@click.option("--by", help="A counter: those with most of it come first. By default what they bring.")
@click.option(
    "--rows", type=click.IntRange(1, 1000), default=TO_CALL, show_default=True, help="How many of each status."
)
@click.option("--criteria", is_flag=True, help="The criteria too, as they were written.")
@dsn_option
def report(file: Path, language: str | None, by: str | None, rows: int, criteria: bool, dsn: str) -> None:
    """Write one self-contained page: statuses, their history, whom to call first."""
    with connect_installed(dsn) as connection:
        write_report(connection, file, language, Wish(by, rows, criteria))
    click.echo(f"wrote {file}")
