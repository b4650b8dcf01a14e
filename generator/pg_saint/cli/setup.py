"""demo, install: what a newcomer and a server's administrator need."""

from __future__ import annotations

from pathlib import Path

import click

from pg_saint import install as installing
from pg_saint.cli.database import connect, connect_installed, dsn_option
from pg_saint.errors import SaintError
from pg_saint.installation import texts_made_in


@click.command()
def demo() -> None:
    """The Bridgecom CRM on a throw-away cluster: who needs attention, and why."""
    # Only here: nobody else needs the demo's data and texts.
    from pg_saint.demo import run

    run()


@click.command()
@click.option(
    "--pg-config",
    type=click.Path(path_type=Path),
    help="The pg_config of the server to install for; by default the one found.",
)
@click.option(
    "--database", "as_owner", is_flag=True, help="Into the database, as its owner's own objects: no file, no superuser."
)
@click.option(
    "--python/--no-python",
    default=None,
    help="Make texts and distributions in PL/Python, or without it, in a database that has pg_saint.",
)
@dsn_option
def install(pg_config: Path | None, as_owner: bool, python: bool | None, dsn: str) -> None:
    """Put the extension's files where the server on this machine looks for them, or pg_saint into a database."""
    if as_owner and pg_config:
        raise SaintError("--database needs no files on the server", remedy="leave out --pg-config")
    if as_owner:
        with connect(dsn, any_version=True) as connection:
            click.echo(installing.install_database(connection))
    if python is not None:
        with connect_installed(dsn) as connection:
            installing.use_python(connection, python)
            click.echo(f"texts and distributions are made in {texts_made_in(connection)}")
    if not as_owner and python is None:
        _files(pg_config)


def _files(pg_config: Path | None) -> None:
    written = installing.install(pg_config)
    for path in written:
        click.echo(f"wrote {path}")
    if not written:
        click.echo("the extension's files are in place")
