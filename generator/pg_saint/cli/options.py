"""What several commands are called with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

STDIN = Path("-")

paths_argument = click.argument(
    "paths", metavar="PATH...", type=click.Path(path_type=Path, allow_dash=True), nargs=-1, required=True
)
owner_option = click.option(
    "--owner",
    metavar="ROLE",
    help="The role that owns what is compiled, so that it runs with no more rights than that role has.",
)
only_option = click.option("--only", is_flag=True, help="PATH... is the whole definition: what others own goes.")
allow_empty_option = click.option(
    "--allow-empty", is_flag=True, help="Also where nothing is defined any more, so that everything there was goes."
)
yes_option = click.option(
    "--yes", is_flag=True, help="Do not ask for confirmation; without a terminal there is no question anyway."
)


def shown(paths: Sequence[Path]) -> str:
    return ", ".join("stdin" if path == STDIN else str(path) for path in paths)
