"""status: what is installed, and how far behind it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import click
import psycopg
from psycopg.rows import dict_row

from pg_saint import backlog
from pg_saint.cli.database import connect_installed, dsn_option, json_option
from pg_saint.cli.output import print_json, print_table
from pg_saint.installation import texts_made_in

UNDER_WAY = """
    select saint_data.delta_day() is null or exists (select from saint.computed as k where not k.settled)
"""
CLOCK = "select saint.today() as today, pinned is not null as pinned, zone from saint.clock"


@click.command()
@dsn_option
@json_option
def status(dsn: str, as_json: bool) -> None:
    """What is installed: matches per status, lag, dirty marks, due rows, last tick."""
    with connect_installed(dsn) as connection, connection.transaction():
        found = _read(connection)
        found["texts_made_in"] = texts_made_in(connection)
        found["under_way"] = _under_way(connection) if found["entities"] else []
    if as_json:
        for row in found["entities"]:
            row["lag"] = None if row["lag"] is None else int(row["lag"].total_seconds())
        print_json(found)
        return
    clock = found["clock"]
    click.echo(f"today {clock['today']}{' (pinned)' if clock['pinned'] else ''}, time zone {clock['zone']}")
    click.echo(f"texts and distributions are made in {found['texts_made_in']}")
    if "standby" in found:
        click.echo(_standby(**found["standby"]))
    for entity in found.get("in_shards", []):
        click.echo(f"{entity}: in shards of Citus, mode live: computed at each read, nothing waits")
    if not found["entities"] and not found["statuses"]:
        click.echo("nothing is applied yet: saint apply FILE")
        return
    for line in found["under_way"]:
        click.echo(line)
    click.echo()
    _print(found["entities"])
    click.echo()
    _print(found["statuses"])


def _read(connection: psycopg.Connection) -> dict[str, Any]:
    entities = backlog.entities(connection)
    in_shards, standby = backlog.in_shards(connection), backlog.standby(connection)
    for row in entities:
        backlog.count(connection, row)
    found = {
        "clock": connection.cursor(row_factory=dict_row).execute(CLOCK).fetchone(),
        "entities": entities,
        # The compiler makes this view: it is not there before the first apply.
        "statuses": backlog.statuses(connection) if entities or in_shards else [],
    }
    return found | ({"in_shards": in_shards} if in_shards else {}) | ({"standby": standby} if standby else {})


def _standby(replayed_up_to: datetime | None, behind: timedelta | None, connected: bool) -> str:
    up_to = f"up to {replayed_up_to}" if replayed_up_to else "what it was copied with"
    if not connected:
        return f"standby: exact for what it has replayed, {up_to}; it is not connected to a primary"
    late = f"{behind} behind what it has received" if behind else "all that it has received"
    return f"standby: exact for what it has replayed, {up_to}: {late}"


def _under_way(connection: psycopg.Connection) -> list[str]:
    """How far an online apply is, if there is one."""
    try:
        with connection.transaction():
            if connection.execute(UNDER_WAY).fetchone() == (False,):
                return []
    except psycopg.errors.InsufficientPrivilege:
        # who may not ask writers' own question is told by what was compiled
        pass
    # Only here: it takes long to load.
    from pg_saint.plan import backfill_progress

    return backfill_progress(connection)


def _print(rows: list[dict[str, Any]]) -> None:
    if rows:
        print_table([name.replace("_", " ") for name in rows[0]], [list(row.values()) for row in rows])
