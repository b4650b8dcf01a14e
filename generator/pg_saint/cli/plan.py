"""plan, apply, drop: changing what is installed."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click
import psycopg
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pg_saint.apply import Online, apply_plan, drop_all, write_comments
from pg_saint.cli.database import connect_installed, dsn_option, json_option
from pg_saint.cli.definitions import paths_argument, shown
from pg_saint.cli.output import print_json, warn
from pg_saint.cli.planned import planned
from pg_saint.install import remove
from pg_saint.plan import Plan, Stage, Together, make_plan, require_something, schemas_in_force, together

SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 3.0  # seconds

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


@click.command()
@paths_argument
@dsn_option
@json_option
@click.option("--exit-code", is_flag=True, help="Exit with 1 if there is something to do.")
@click.option("--online", is_flag=True, help="What apply --online would do.")
@click.option("--sql", "with_sql", is_flag=True, help="The SQL of what is made, in place of the list of steps.")
@click.option("--verbose", is_flag=True, help="Each criterion before and after, and some of the records concerned.")
@owner_option
@only_option
@allow_empty_option
@click.pass_context
def plan(
    context: click.Context,
    paths: tuple[Path, ...],
    dsn: str,
    as_json: bool,
    exit_code: bool,
    online: bool,
    with_sql: bool,
    verbose: bool,
    owner: str | None,
    only: bool,
    allow_empty: bool,
) -> None:
    """What apply would change in meaning and for whom, what that locks, how many rows it fills."""
    with connect_installed(dsn) as connection:
        found, made = _made(connection, paths, owner, only, allow_empty)
        shown_plan = planned(connection, found, made, online, count=True)
    if as_json:
        print_json(shown_plan.told())
    else:
        shown_plan.show(verbose, with_sql)
    if exit_code and not made.is_empty:
        context.exit(1)


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
        found, made = _made(connection, paths, owner, only, allow_empty)
        # JSON is alone on standard output.
        asks = not yes and not as_json and sys.stdin.isatty()
        shown_plan = planned(connection, found, made, online, count=asks)
        if not as_json:
            shown_plan.show()
        if made.is_empty:
            with connection.transaction():
                write_comments(connection, made)
            if as_json:
                print_json(shown_plan.told() | {"applied": False})
            return
        _ask("Apply this?", yes or as_json)
        if online:
            _step_by_step(Online(connection, found.model, confirmed=made))
        else:
            _at_once(connection, made)
    if as_json:
        print_json(shown_plan.told() | {"applied": True})
        return
    click.echo(f"applied {shown(paths)}")
    for schema, said in made.schemas.items():
        click.echo(f"  {schema}: {said}")


@click.command()
@dsn_option
@yes_option
@click.option("--all", "everything", is_flag=True, help="And then pg_saint itself: all but its roles.")
def drop(dsn: str, yes: bool, everything: bool) -> None:
    """Remove everything compiled; the CRM's tables are as before."""
    with connect_installed(dsn) as connection:
        what = "pg_saint and everything that it compiled" if everything else "everything that was compiled"
        _ask(f"Remove {what} in database {connection.info.dbname}?", yes)
        schemas = schemas_in_force(connection)
        removed = drop_all(connection)
        if everything:
            remove(connection)
    of = f" of schemas {', '.join(schemas)}" if schemas else ""
    click.echo(f"removed {removed} objects{of}" if removed else "nothing was installed")
    if everything:
        click.echo("removed pg_saint")


def _made(
    connection: psycopg.Connection, paths: Sequence[Path], owner: str | None, only: bool, allow_empty: bool
) -> tuple[Together, Plan]:
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
