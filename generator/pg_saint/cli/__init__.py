"""The command ``saint``."""

from __future__ import annotations

import click

from pg_saint import __version__
from pg_saint.cli.check import check
from pg_saint.cli.definitions import compile_, validate
from pg_saint.cli.doctor import doctor
from pg_saint.cli.explain import explain
from pg_saint.cli.export import export
from pg_saint.cli.failures import Group
from pg_saint.cli.init import init
from pg_saint.cli.library import library
from pg_saint.cli.plan import apply, drop, plan
from pg_saint.cli.preview import preview
from pg_saint.cli.report import report
from pg_saint.cli.setup import demo, install
from pg_saint.cli.status import status
from pg_saint.cli.tick import run, tick
from pg_saint.cli.upgrade import attach, detach


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--dsn", help="The database, as libpq's connection string; else the PG* variables.")
@click.version_option(__version__, prog_name="saint")
@click.pass_context
def saint(context: click.Context, dsn: str | None) -> None:
    """Exact statuses and counters over a CRM's own tables.

    Exit codes: 0 done, 1 the answer is "no", 2 wrong use or input.
    """
    context.obj = dsn


for _command in (
    demo, install, init, library, validate, compile_, preview, plan, apply, drop, detach, attach, status, tick, run,
    explain, check, export, report, doctor,
):  # fmt: skip
    saint.add_command(_command)


def main() -> None:
    """The console script."""
    saint(prog_name="saint")
