"""The command ``saint``. What a command needs is loaded when it runs."""

from __future__ import annotations

import click

from pg_saint import __version__
from pg_saint.cli.group import Group

__all__ = ["saint"]


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--dsn", help="The database, as libpq's connection string; by default the PG* variables.")
@click.version_option(__version__, prog_name="saint")
@click.pass_context
def saint(context: click.Context, dsn: str | None) -> None:
    """Exact statuses and counters over a CRM's own tables.

    Exit codes: 0 done, 1 the answer is "no", 2 wrong use or input.
    """
    context.obj = dsn
