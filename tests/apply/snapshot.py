"""A database as comparable text: who changed nothing leaves the same snapshot."""

from __future__ import annotations

import psycopg
from psycopg import sql

SCHEMAS = ["crm", "saint", "saint_data"]
Snapshot = dict[str, list[tuple[str, ...]]]

# xmin, the transaction that wrote the row, shows what was made again as it was.
CATALOG = {
    "relations": "select oid::regclass::text, xmin::text from pg_class where relnamespace = any (%s::regnamespace[])",
    "columns": """
        select a.attrelid::regclass::text, a.attname, a.xmin::text
        from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relnamespace = any (%s::regnamespace[])
    """,
    "functions": """
        select oid::regprocedure::text, xmin::text from pg_proc where pronamespace = any (%s::regnamespace[])
    """,
    "types": "select oid::regtype::text, xmin::text from pg_type where typnamespace = any (%s::regnamespace[])",
    "triggers": """
        select t.tgrelid::regclass::text, t.tgname, t.xmin::text
        from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = any (%s::regnamespace[])
    """,
    "views": """
        select r.ev_class::regclass::text, r.xmin::text
        from pg_rewrite r join pg_class c on c.oid = r.ev_class where c.relnamespace = any (%s::regnamespace[])
    """,
    "dependencies": """
        select classid::regclass::text, objid::text, refobjid::text from pg_depend
        where refclassid = 'pg_class'::regclass
          and refobjid in (select oid from pg_class where relnamespace = any (%s::regnamespace[]))
    """,
}
TABLES = "select schemaname, tablename from pg_tables where schemaname = any (%s)"
ROWS = sql.SQL("select xmin::text, t::text from {} t")


def snapshot(connection: psycopg.Connection) -> Snapshot:
    """The catalog's and the tables' rows in the schemas of the CRM and of ours."""
    schemas = connection.execute("select nspname from pg_namespace where nspname = any (%s)", (SCHEMAS,)).fetchall()
    present = [name for (name,) in schemas]
    found = {what: sorted(connection.execute(query.encode(), (present,)).fetchall()) for what, query in CATALOG.items()}
    for schema, table in connection.execute(TABLES, (present,)).fetchall():
        found[f"{schema}.{table}"] = sorted(connection.execute(ROWS.format(sql.Identifier(schema, table))).fetchall())
    return found
