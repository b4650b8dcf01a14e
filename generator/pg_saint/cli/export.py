"""export: a selection, a status or an attention monitor as a file."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from pg_saint.cli.database import connect_installed, dsn_option
from pg_saint.errors import SaintError
from pg_saint.export import WRITERS
from pg_saint.export import export as write
from pg_saint.export.kinds import Part
from pg_saint.export.words import AREAS, area_meant


@click.command()
@click.argument("name")
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help=f"The file; its extension determines the format: {', '.join(WRITERS)}.",
)
@click.option("--language", help="Headers, bands and areas in this language: en, nl, no or da. In .csv and .xlsx.")
@click.option("--where", help="Only the rows for which this holds: an expression over the columns.")
@click.option("--band", type=click.IntRange(0, 5), help="Of a monitor, only those in this band.")
@click.option("--area", help="Of a monitor, only those in this area: little, much, 'possibly insufficient' …")
@click.option(
    "--text-safe", is_flag=True, help="In .csv, an apostrophe before telephone numbers that begin with + too."
)
@dsn_option
def export(
    name: str,
    file: Path,
    language: str | None,
    where: str | None,
    band: int | None,
    area: str | None,
    text_safe: bool,
    dsn: str,
) -> None:
    """Write the records of a selection, a status or an attention monitor, NAME, to a file.

    MONITOR/0: those in band 0. Where more than one has the name: selection:NAME, status:NAME or monitor:NAME.
    """
    meant = area and area_meant(area)
    if area and meant is None:
        raise SaintError(f"no area is called {area}", remedy=f"known: {', '.join(AREAS)}")
    console = Console(stderr=True)
    columns = (TextColumn("{task.completed:,} rows"), TimeElapsedColumn())
    with (
        connect_installed(dsn) as connection,
        Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress,
    ):
        task = progress.add_task("", total=None)
        left_out: list[int] = []
        rows = write(
            connection,
            name if band is None else f"{name}/{band}",
            file,
            lambda more: progress.update(task, advance=more),
            left_out.append,
            Part(where, meant),
            language,
            text_safe,
        )
    missing = f"; {sum(left_out):,} without coordinates are left out" if left_out else ""
    click.echo(f"wrote {rows:,} rows to {file}{missing}")
