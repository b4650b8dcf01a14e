"""check: stored rows against the truth."""

from __future__ import annotations

from typing import Any

import click
import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from pg_saint.calls import compiled_table
from pg_saint.cli.database import connect_installed, dsn_option, json_option
from pg_saint.cli.output import print_json, print_table, warn
from pg_saint.cli.worker import BATCH, drain

Differences = list[dict[str, Any]]
# In shards of Citus marks are in another table, of which this is a view.
SHARDS = "select from pg_class where relname = %s and relnamespace = to_regnamespace('saint_data') and relkind = 'v'"


@click.command()
@dsn_option
@json_option
@click.option("--repair", is_flag=True, help="Recompute the records that differ; exit 1 only if they still differ.")
@click.pass_context
def check(context: click.Context, dsn: str, as_json: bool, repair: bool) -> None:
    """Compare every stored row with the truth; exit 1 if any differs."""
    with connect_installed(dsn) as connection:
        found = _differences(connection)
        left = _repair(connection, found) if repair and found else found
        schemas = _by_schema(connection, found)
    if as_json:
        said = {"differences": found, "left": left} if repair else {"differences": found}
        print_json(said | ({"schemas": schemas} if schemas else {}))
    elif found:
        print_table(list(found[0]), [list(row.values()) for row in found])
    else:
        click.echo("every stored row matches the truth")
    for schema, differences in schemas.items():
        if not as_json:
            click.echo(f"schema {schema}: {differences} differences" if differences else f"schema {schema}: exact")
    if repair and found:
        warn(f"repaired; {len(left)} differences left")
    context.exit(1 if left else 0)


def _differences(connection: psycopg.Connection) -> Differences:
    query = 'select entity, id, "column", stored, truth from saint.check()'
    return connection.cursor(row_factory=dict_row).execute(query).fetchall()


def _by_schema(connection: psycopg.Connection, found: Differences) -> dict[str, int]:
    """How many rows differ in each schema, where the definition covers several."""
    rows = connection.execute("select schema, entity from saint.entity where schema is not null order by schema")
    differ = [row["entity"] for row in found]
    counts: dict[str, int] = {}
    for schema, entity in rows:
        counts[schema] = counts.get(schema, 0) + differ.count(entity)
    return counts


def _repair(connection: psycopg.Connection, found: Differences) -> Differences:
    """Marks the records that differ as dirty, ticks, and returns what differs then."""
    for entity in sorted({row["entity"] for row in found}):
        ids = sorted({row["id"] for row in found if row["entity"] == entity})
        # A parameter without a type: the server reads it as the key's own.
        with connection.transaction(), connection.cursor() as cursor:
            row = connection.execute(SHARDS, (f"{entity}_dirty",)).fetchone()
            marks = compiled_table(connection, f"{entity}_{'stale' if row else 'dirty'}")
            statement = sql.SQL("insert into {} (id) values (%s)").format(marks)
            cursor.executemany(statement, [(one,) for one in ids])
    drain(connection, BATCH)
    return _differences(connection)
