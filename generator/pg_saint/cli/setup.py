"""demo, install: what a newcomer and a server's administrator need."""

from __future__ import annotations

from pathlib import Path

import click

from pg_saint import install as files


@click.command()
def demo() -> None:
    """The Bridgecom CRM on a throw-away cluster: who needs attention, and why."""
    # Only here: nobody else needs the demo's data and texts.
    from pg_saint.demo import run

    files.install()
    run()


@click.command()
@click.option(
    "--pg-config",
    type=click.Path(path_type=Path),
    help="The pg_config of the server to install for; by default the one found.",
)
def install(pg_config: Path | None) -> None:
    """Put the extension's files where the server on this machine looks for them."""
    written = files.install(pg_config)
    for path in written:
        click.echo(f"wrote {path}")
    if not written:
        click.echo("the extension's files are in place")
