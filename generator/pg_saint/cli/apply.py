"""apply: making what is installed what the definitions say."""

from __future__ import annotations

from pathlib import Path

import click

from pg_saint.cli.database import connect_installed, dsn_option, json_option
from pg_saint.cli.options import allow_empty_option, only_option, owner_option, paths_argument, yes_option
from pg_saint.cli.unchanged import Unchanged, show_nothing


@click.command()
@paths_argument
@dsn_option
@json_option
@yes_option
@click.option(
    "--online", is_flag=True, help="In steps, so that nobody waits; the same command again continues where it stopped."
)
@owner_option
@only_option
@allow_empty_option
def apply(
    paths: tuple[Path, ...],
    dsn: str,
    yes: bool,
    online: bool,
    as_json: bool,
    owner: str | None,
    only: bool,
    allow_empty: bool,
) -> None:
    """Do what plan shows, in one transaction.

    Each PATH, a file or a folder, is an owner: what it no longer has goes, and what other owners have in force stays.
    """
    with connect_installed(dsn) as connection:
        unchanged = Unchanged(connection, paths, (online, owner, only, allow_empty))
        if (told := unchanged.told()) is not None:
            show_nothing(told, as_json)
            return
        # Loaded when there may be something to do: it takes longer than to see that there is not.
        from pg_saint.cli.applying import apply_paths

        nothing = apply_paths(connection, paths, yes, online, as_json, owner, only, allow_empty)
        if nothing is not None:
            found, told = nothing
            images = map(found.model.image_file, found.model.statuses)
            unchanged.remember(told, [image for image in images if image is not None])
