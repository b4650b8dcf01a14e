"""Whether the CRM takes a follow-up of a type: its own list, or the constraints of the column."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from pg_saint.errors import suggestion
from pg_saint.ir.nodes import Column, Table, Types

FEW = 30  # values that are told, where one is not among them


def type_problem(
    connection: psycopg.Connection[Any], value: str, table: Table, column: Column, types: Types | None
) -> str | None:
    """What to write instead of `value`, or None where the CRM takes it. Runs in the caller's transaction."""
    if types is not None:
        return _not_among(connection, value, types.table.schema, types.table.name, types.name)
    typed = sql.SQL("{}::{}").format(sql.Literal(value), sql.SQL(column.type))
    try:
        with connection.transaction():
            connection.execute(sql.SQL("select {}").format(typed))
    except psycopg.DataError as error:
        return str(error.diag.message_primary)
    name = sql.Identifier(table.schema, table.name).as_string(connection)
    with connection.cursor(row_factory=dict_row) as cursor:
        query = files(__package__).joinpath("type_column.sql").read_bytes()
        limits = cursor.execute(query, {"table": name, "column": column.name}).fetchall()
    for limit in limits:
        if limit["is_foreign_key"]:
            problem = _not_among(connection, value, limit["schema"], limit["table"], limit["column"])
        else:
            row = sql.SQL("select {} from (select {} as {}) t").format(
                sql.SQL(limit["condition"]), typed, sql.Identifier(column.name)
            )
            met = connection.execute(row).fetchone()
            problem = f"the column only accepts what meets {limit['condition']}" if met == (False,) else None
        if problem:
            return problem
    return None


def _not_among(connection: psycopg.Connection[Any], value: str, schema: str, table: str, column: str) -> str | None:
    names = {"table": sql.Identifier(schema, table), "column": sql.Identifier(column)}
    there = sql.SQL("select from {table} where {column}::text = %s limit 1").format(**names)
    if connection.execute(there, (value,)).fetchone() is not None:
        return None
    some = sql.SQL("select distinct {column}::text from {table} where {column} is not null order by 1 limit {few}")
    rows = connection.execute(some.format(**names, few=sql.Literal(FEW))).fetchall()
    return suggestion(value, [row[0] for row in rows])
