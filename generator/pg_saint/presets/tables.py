"""What a database holds, as far as proposing a mapping needs it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

import psycopg
from psycopg import sql
from psycopg.rows import class_row

from pg_saint.ir.dialect import printed
from pg_saint.ir.names import identifier


@dataclass(frozen=True)
class FoundTable:
    """`columns`: name → type; `key`: the primary key where that is one column; `points_to`: column → table, by its
    foreign keys, as PostgreSQL shows the table's name in a session without a search_path."""

    schema: str
    name: str
    columns: dict[str, str]
    key: str | None
    points_to: dict[str, str]

    @property
    def shown(self) -> str:
        return ".".join(printed(identifier(part)) for part in (self.schema, self.name))


def read_values(connection: psycopg.Connection, table: FoundTable, column: str) -> list[str]:
    """Some of the values that stand in a column: at most thirty, of the first ten thousand rows. None where reading is
    not allowed."""
    query = sql.SQL(
        "select distinct {column}::text from (select {column} from {table} limit 10000) first"
        " where {column} is not null order by 1 limit 30"
    ).format(column=sql.Identifier(column), table=sql.Identifier(table.schema, table.name))
    try:
        with connection.transaction():
            return [row[0] for row in connection.execute(query)]
    except psycopg.Error:
        return []


def read_tables(connection: psycopg.Connection) -> list[FoundTable]:
    """The tables of the users' own."""
    with connection.transaction(), connection.cursor(row_factory=class_row(FoundTable)) as cursor:
        # So that every name is shown with its schema.
        cursor.execute("set local search_path = pg_catalog, pg_temp")
        return cursor.execute(files(__package__).joinpath("tables.sql").read_bytes()).fetchall()
