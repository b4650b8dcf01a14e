"""Making a plan of files and folders, and carrying it out where somebody looks on."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import psycopg
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pg_saint.apply import Online, apply_plan, write_comments
from pg_saint.cli.asking import ask
from pg_saint.cli.options import shown
from pg_saint.cli.output import print_json
from pg_saint.cli.planned import planned
from pg_saint.plan import Plan, Stage, Together, make_plan, require_something, together

SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 3.0  # seconds


def apply_paths(
    connection: psycopg.Connection,
    paths: Sequence[Path],
    yes: bool,
    online: bool,
    as_json: bool,
    owner: str | None,
    only: bool,
    allow_empty: bool,
) -> tuple[Together, dict[str, Any]] | None:
    """Says what it does, and does it. Where there was nothing to do, the definition and what was told as for
    ``--json``; else None."""
    found, made = made_of(connection, paths, owner, only, allow_empty)
    # JSON is alone on standard output.
    asks = not yes and not as_json and sys.stdin.isatty()
    shown_plan = planned(connection, found, made, online, count=asks)
    if not as_json:
        shown_plan.show()
    if made.is_empty:
        with connection.transaction():
            write_comments(connection, made)
        told = shown_plan.told() | {"applied": False}
        if as_json:
            print_json(told)
        return found, told
    ask("Apply this?", yes or as_json)
    if online:
        _step_by_step(Online(connection, found.model, confirmed=made))
    else:
        _at_once(connection, made)
    if as_json:
        print_json(shown_plan.told() | {"applied": True})
        return None
    click.echo(f"applied {shown(paths)}")
    for schema, said in made.schemas.items():
        click.echo(f"  {schema}: {said}")
    return None


def made_of(
    connection: psycopg.Connection, paths: Sequence[Path], owner: str | None, only: bool, allow_empty: bool
) -> tuple[Together, Plan]:
    """The definition of all parts together, and what is to be done for it."""
    found = together(connection, paths, only, allow_empty)
    made = make_plan(connection, found.model, owner=owner)
    if not allow_empty:
        require_something(made)
    return found, made


def _at_once(connection: psycopg.Connection, made: Plan) -> None:
    with _progress() as progress:
        task = progress.add_task("", total=len(made.stages))

        def report(stage: Stage) -> None:
            progress.update(task, description=stage.text, advance=1)

        apply_plan(connection, made, report)


def _step_by_step(online: Online) -> None:
    """Shows what is filled or waited for; what stands in the way is tried again after a pause that grows."""
    pause = SHORTEST_PAUSE
    with _progress() as progress:
        task = progress.add_task("", total=None)
        for step in online.steps():
            progress.update(task, description=step.text, completed=step.filled, total=step.total or None)
            if step.busy:
                time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE) if step.busy else SHORTEST_PAUSE


def _progress() -> Progress:
    """Steps done of all, on stderr; silent where that is not a terminal."""
    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
