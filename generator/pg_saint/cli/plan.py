"""plan, apply, drop: changing what is installed."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pg_saint.cli.database import connect_installed, dsn_option, json_option
from pg_saint.cli.definitions import file_argument
from pg_saint.cli.output import print_json, warn
from pg_saint.definitions import load
from pg_saint.plan import Plan, Stage, apply_plan, drop_all, make_plan

yes_option = click.option("--yes", is_flag=True, help="Do not ask; without a terminal nobody is asked.")


@click.command()
@file_argument
@dsn_option
@json_option
@click.option("--exit-code", is_flag=True, help="Exit with 1 if there is something to do.")
@click.pass_context
def plan(context: click.Context, file: Path, dsn: str, as_json: bool, exit_code: bool) -> None:
    """What apply would change, what that locks, how many rows it fills."""
    with connect_installed(dsn) as connection:
        made = make_plan(connection, load([file]))
    if as_json:
        print_json({"stages": [stage.text for stage in made.stages], "warnings": list(made.warnings)})
    else:
        _show(made)
    if exit_code and not made.is_empty:
        context.exit(1)


@click.command()
@file_argument
@dsn_option
@yes_option
def apply(file: Path, dsn: str, yes: bool) -> None:
    """Do what plan shows, in one transaction."""
    with connect_installed(dsn) as connection:
        made = make_plan(connection, load([file]))
        _show(made)
        if made.is_empty:
            return
        _ask("Apply this?", yes)
        with _progress() as progress:
            task = progress.add_task("", total=len(made.stages))

            def report(stage: Stage) -> None:
                progress.update(task, description=stage.text, advance=1)

            apply_plan(connection, made, report)
    click.echo(f"applied {file}")


@click.command()
@dsn_option
@yes_option
def drop(dsn: str, yes: bool) -> None:
    """Remove everything compiled; the CRM's tables are as before."""
    with connect_installed(dsn) as connection:
        _ask(f"Remove everything that was compiled in database {connection.info.dbname}?", yes)
        removed = drop_all(connection)
    click.echo(f"removed {removed} objects" if removed else "nothing was installed")


def _show(made: Plan) -> None:
    for warning in made.warnings:
        warn(f"warning: {warning}")
    for stage in made.stages:
        click.echo(stage.text)
    if made.is_empty:
        click.echo("nothing to do")


def _ask(question: str, yes: bool) -> None:
    if not yes and sys.stdin.isatty():
        click.confirm(question, abort=True)


def _progress() -> Progress:
    """Steps done of all, on stderr; silent where that is no terminal."""
    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
