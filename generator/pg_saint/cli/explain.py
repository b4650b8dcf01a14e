"""explain: why a record has a status or not, and until when."""

from __future__ import annotations

import click
import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from pg_saint.cli.database import connect_installed, dsn_option, json_option
from pg_saint.cli.output import print_json, print_table

# The entity, and its key's type where its fields can be read.
ENTITY = """
    select e.entity, e.key_type::regtype::text
    from saint.entity e
    where e.entity = (saint.find_status(%s::text)).entity
        and to_regproc(format('saint_data.%%I', e.entity || '_fields')) is not null
"""
HAS = "select from saint.statusvalue s where s.status = %(status)s and s.id = %(id)s"


@click.command()
@click.argument("status")
@click.argument("record_id", metavar="ID")
@dsn_option
@json_option
def explain(status: str, record_id: str, dsn: str, as_json: bool) -> None:
    """Each criterion of STATUS for the record ID: its value, met or not, and when that changes by itself."""
    with connect_installed(dsn) as connection:
        query = "select criterion, value, met, changes_on from saint.explain(%s::text, %s::text)"
        rows = connection.cursor(row_factory=dict_row).execute(query, (status, record_id)).fetchall()
        holds = bool(rows) and all(row["met"] for row in rows)
        if any(row["met"] is None for row in rows):
            # What only some may see: the status is for everybody.
            holds = connection.execute(HAS, {"status": status, "id": record_id}).fetchone() is not None
        name = _name(connection, status, record_id)
    if as_json:
        print_json({"status": status, "id": record_id, "name": name, "active": holds, "criteria": rows})
        return
    called = f"{name}: " if name else ""
    click.echo(f"{called}{record_id} {'has' if holds else 'does not have'} the status {status}")
    print_table(
        ("criterion", "value", "met", "changes on"),
        [(row["criterion"], row["value"], row["met"], row["changes_on"]) for row in rows],
    )


def _name(connection: psycopg.Connection, status: str, record_id: str) -> str | None:
    """What the record is called, where its entity has a field name."""
    found = connection.execute(ENTITY, (status,)).fetchone()
    if found is None or found[1] is None:
        return None
    query = sql.SQL("select to_jsonb(f) ->> 'name' from {}(array[%s::{}]) f")
    fields = sql.Identifier("saint_data", f"{found[0]}_fields")
    row = connection.execute(query.format(fields, sql.SQL(found[1])), (record_id,)).fetchone()
    return None if row is None else row[0]
