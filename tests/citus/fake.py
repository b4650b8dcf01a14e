"""What Citus says of its tables, on a server without Citus: they are ordinary ones."""

from __future__ import annotations

from typing import Any

import psycopg

METADATA = """
    create table pg_catalog.pg_dist_partition (
        logicalrelid regclass, partmethod "char", partkey text, colocationid integer, repmodel "char"
    )
"""
# What apply and triggers ask of it: here the one shard of a table is the table.
FUNCTIONS = """
    create function pg_catalog.create_distributed_table(table_name regclass, key text, colocate_with text) returns void
    language sql as $$
        insert into pg_catalog.pg_dist_partition
        select table_name, 'h', p.partkey, p.colocationid, 's'
        from pg_catalog.pg_dist_partition p where p.logicalrelid = colocate_with::regclass
    $$;
    create function pg_catalog.create_reference_table(table_name regclass) returns void
    language sql as $$ insert into pg_catalog.pg_dist_partition values (table_name, 'n', null, 9, 't') $$;
    create function pg_catalog.undistribute_table(table_name regclass) returns void
    language sql as $$ delete from pg_catalog.pg_dist_partition where logicalrelid = table_name $$;
    create function pg_catalog.get_shard_id_for_distribution_column(table_name regclass, value anyelement)
    returns bigint language sql as $$ select 1::bigint $$;
    create function pg_catalog.shard_name(table_name regclass, shard bigint) returns text
    language sql as $$ select table_name::text $$;
"""
# An expression tree, as Citus has it.
KEY = "{VAR :varno 1 :varattno %s :vartype 23 :vartypmod -1 :varcollid 0 :varlevelsup 0}"


def pretend(connection: psycopg.Connection[Any]) -> None:
    """From now on Citus is in this database, and knows no table. `connection` is a superuser's."""
    with connection.transaction():
        connection.execute("set local allow_system_table_mods = on")
        connection.execute(METADATA)
        connection.execute("grant select on pg_catalog.pg_dist_partition to public")
        connection.execute(FUNCTIONS)


def distribute(connection: psycopg.Connection[Any], table: str, column: str | None, colocation: int = 7) -> None:
    """`column`: None: a reference table."""
    row = connection.execute(
        "select attnum from pg_attribute where attrelid = %s::regclass and attname = %s", (table, column)
    ).fetchone()
    if column is None:
        note(connection, table, "n", None, 9, "t")
    else:
        assert row is not None
        note(connection, table, "h", KEY % row[0], colocation, "s")


def note(
    connection: psycopg.Connection[Any], table: str, method: str, key: str | None, colocation: int, model: str
) -> None:
    forget(connection, table)
    connection.execute(
        'insert into pg_catalog.pg_dist_partition values (%s::regclass, %s::"char", %s, %s, %s::"char")',
        (table, method, key, colocation, model),
    )


def forget(connection: psycopg.Connection[Any], table: str) -> None:
    connection.execute("delete from pg_catalog.pg_dist_partition where logicalrelid = %s::regclass", (table,))


def distribute_all(connection: psycopg.Connection[Any]) -> None:
    """The CRM of these tests, as one would distribute it."""
    for table in ("company", "activity", "sale"):
        distribute(connection, f"crm.{table}", "company_id")
    distribute(connection, "crm.users", None)
