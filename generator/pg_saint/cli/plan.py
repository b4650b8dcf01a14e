"""plan, apply, drop: changing what is installed."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pg_saint.apply import Online, apply_plan, drop_all
from pg_saint.cli.database import connect_installed, dsn_option, json_option
from pg_saint.cli.definitions import file_argument
from pg_saint.cli.output import print_json, warn
from pg_saint.plan import Plan, Stage, backfill_progress, make_plan, outline, schemas_in_force
from pg_saint.validate import load

SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 3.0  # seconds

owner_option = click.option(
    "--owner",
    metavar="ROLE",
    help="The role that owns what is compiled, so that it runs with no more rights than that role has.",
)
yes_option = click.option(
    "--yes", is_flag=True, help="Do not ask for confirmation; without a terminal there is no question anyway."
)


@click.command()
@file_argument
@dsn_option
@json_option
@click.option("--exit-code", is_flag=True, help="Exit with 1 if there is something to do.")
@click.option("--online", is_flag=True, help="What apply --online would do.")
@owner_option
@click.pass_context
def plan(
    context: click.Context, file: Path, dsn: str, as_json: bool, exit_code: bool, online: bool, owner: str | None
) -> None:
    """What apply would change, what that locks, how many rows it fills."""
    with connect_installed(dsn) as connection:
        made = make_plan(connection, load([file]), owner=owner)
        under_way = backfill_progress(connection)
    lines = outline(made) if online else [stage.text for stage in made.stages]
    if as_json:
        found = {"stages": lines, "warnings": list(made.warnings), "under_way": under_way}
        print_json(found | ({"schemas": made.schemas} if made.schemas else {}))
    else:
        _show(made, lines, under_way)
    if exit_code and not made.is_empty:
        context.exit(1)


@click.command()
@file_argument
@dsn_option
@yes_option
@click.option(
    "--online", is_flag=True, help="In steps, so that nobody waits; the same command again continues where it stopped."
)
@owner_option
def apply(file: Path, dsn: str, yes: bool, online: bool, owner: str | None) -> None:
    """Do what plan shows, in one transaction."""
    with connect_installed(dsn) as connection:
        model = load([file])
        made = make_plan(connection, model, owner=owner)
        _show(made, outline(made) if online else [stage.text for stage in made.stages], backfill_progress(connection))
        if made.is_empty:
            return
        _ask("Apply this?", yes)
        if online:
            _step_by_step(Online(connection, model, confirmed=made))
            _applied(file, made)
            return
        with _progress() as progress:
            task = progress.add_task("", total=len(made.stages))

            def report(stage: Stage) -> None:
                progress.update(task, description=stage.text, advance=1)

            apply_plan(connection, made, report)
    _applied(file, made)


@click.command()
@dsn_option
@yes_option
def drop(dsn: str, yes: bool) -> None:
    """Remove everything compiled; the CRM's tables are as before."""
    with connect_installed(dsn) as connection:
        _ask(f"Remove everything that was compiled in database {connection.info.dbname}?", yes)
        schemas = schemas_in_force(connection)
        removed = drop_all(connection)
    of = f" of schemas {', '.join(schemas)}" if schemas else ""
    click.echo(f"removed {removed} objects{of}" if removed else "nothing was installed")


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


def _applied(file: Path, made: Plan) -> None:
    click.echo(f"applied {file}")
    for schema, said in made.schemas.items():
        click.echo(f"  {schema}: {said}")


def _show(made: Plan, lines: list[str], under_way: list[str]) -> None:
    for warning in made.warnings:
        warn(f"warning: {warning}")
    for schema, said in made.schemas.items():
        click.echo(f"schema {schema}: {said}")
    for line in (*under_way, *lines):
        click.echo(line)
    if made.is_empty:
        click.echo("nothing to do")


def _ask(question: str, yes: bool) -> None:
    """Ends the command with 1 where the answer is no, as Ctrl-C and the end of the input are."""
    if yes or not sys.stdin.isatty():
        return
    try:
        if click.confirm(question):
            return
    except click.Abort:
        click.echo(err=True)
    warn("nothing was changed")
    click.get_current_context().exit(1)


def _progress() -> Progress:
    """Steps done of all, on stderr; silent where that is not a terminal."""
    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
