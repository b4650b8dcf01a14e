"""doctor: what is wrong, and what to do about it."""

from __future__ import annotations

from dataclasses import asdict

import click

from pg_saint.cli.database import connect_installed, dsn_option, json_option
from pg_saint.cli.output import print_json, warn
from pg_saint.doctor import CHECKS, examine


@click.command()
@dsn_option
@json_option
@click.pass_context
def doctor(context: click.Context, dsn: str, as_json: bool) -> None:
    """Find what is wrong, with the remedy for each; exit 1 if there is anything."""
    with connect_installed(dsn) as connection:
        found = examine(connection)
    skipped = [name for name in CHECKS if name not in found]
    if skipped:
        warn(f"not checked, since this server is read-only: {', '.join(skipped)}\n  run it on the primary")
    if as_json:
        print_json({"findings": [{"check": name, **asdict(one)} for name, several in found.items() for one in several]})
    else:
        for name, several in found.items():
            for one in several:
                click.echo(f"{name}: {one.message}\n  {one.remedy}")
        if not any(found.values()):
            click.echo(f"all is well: {', '.join(found)}")
    context.exit(1 if any(found.values()) else 0)
