"""detach, attach: around an upgrade of the CRM."""

from __future__ import annotations

from pathlib import Path

import click

from pg_saint.cli.database import connect_installed, dsn_option
from pg_saint.cli.output import print_table, warn
from pg_saint.cli.worker import BATCH, drain
from pg_saint.plan import beside
from pg_saint.upgrade import Patience
from pg_saint.upgrade import attach as attach_triggers
from pg_saint.upgrade import detach as detach_triggers


@click.command()
@dsn_option
def detach(dsn: str) -> None:
    """Take the triggers off the CRM's tables, for an upgrade; reads are computed live until attach."""
    with connect_installed(dsn) as connection:
        tables = detach_triggers(connection, Patience(warn))
    for table in tables:
        click.echo(f"triggers off {table}")
    click.echo("detached; after the upgrade: saint attach, or saint attach FILE with the changed definition")


@click.command()
@click.argument("paths", metavar="[FILE]...", type=click.Path(path_type=Path), nargs=-1)
@dsn_option
def attach(paths: tuple[Path, ...], dsn: str) -> None:
    """Put the triggers back, with FILE or the definition in force, and bring everything up to date."""
    with connect_installed(dsn) as connection:
        plan = attach_triggers(connection, beside(connection, paths) if paths else None, Patience(warn))
        for warning in plan.warnings:
            warn(f"warning: {warning}")
        for stage in plan.stages:
            click.echo(stage.text)
        click.echo("attached: every read is exact; computing what is stored")
        recomputed = drain(connection, BATCH)
    print_table(("entity", "recomputed"), list(recomputed.items()))
