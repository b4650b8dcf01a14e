"""plan, drop: what would change, and taking it all away."""

from __future__ import annotations

from pathlib import Path

import click

from pg_saint.apply import drop_all
from pg_saint.cli.applying import made_of
from pg_saint.cli.asking import ask
from pg_saint.cli.database import connect_installed, dsn_option, json_option
from pg_saint.cli.options import allow_empty_option, only_option, owner_option, paths_argument, yes_option
from pg_saint.cli.output import print_json
from pg_saint.cli.planned import planned
from pg_saint.install import remove
from pg_saint.plan import schemas_in_force


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
        found, made = made_of(connection, paths, owner, only, allow_empty)
        shown_plan = planned(connection, found, made, online, count=True)
    if as_json:
        print_json(shown_plan.told())
    else:
        shown_plan.show(verbose, with_sql)
    if exit_code and not made.is_empty:
        context.exit(1)


@click.command()
@dsn_option
@yes_option
@click.option("--all", "everything", is_flag=True, help="And then pg_saint itself: all but its roles.")
def drop(dsn: str, yes: bool, everything: bool) -> None:
    """Remove everything compiled; the CRM's tables are as before."""
    with connect_installed(dsn) as connection:
        what = "pg_saint and everything that it compiled" if everything else "everything that was compiled"
        ask(f"Remove {what} in database {connection.info.dbname}?", yes)
        schemas = schemas_in_force(connection)
        removed = drop_all(connection)
        if everything:
            remove(connection)
    of = f" of schemas {', '.join(schemas)}" if schemas else ""
    click.echo(f"removed {removed} objects{of}" if removed else "nothing was installed")
    if everything:
        click.echo("removed pg_saint")
