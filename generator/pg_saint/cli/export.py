"""export: a selection, a status or an attention monitor as a file."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from pg_saint.cli.database import connect_installed, dsn_option
from pg_saint.export import WRITERS
from pg_saint.export import export as write


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
@dsn_option
def export(name: str, file: Path, dsn: str) -> None:
    """Write the records of a selection, a status or an attention monitor, NAME, to a file.

    MONITOR/0: those in band 0. Where more than one has the name: selection:NAME, status:NAME or monitor:NAME.
    """
    console = Console(stderr=True)
    columns = (TextColumn("{task.completed:,} rows"), TimeElapsedColumn())
    with (
        connect_installed(dsn) as connection,
        Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress,
    ):
        task = progress.add_task("", total=None)
        left_out: list[int] = []
        rows = write(connection, name, file, lambda more: progress.update(task, advance=more), left_out.append)
    missing = f"; {sum(left_out):,} without coordinates are left out" if left_out else ""
    click.echo(f"wrote {rows:,} rows to {file}{missing}")
