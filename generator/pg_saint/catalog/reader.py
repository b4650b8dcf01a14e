"""The tables that the definitions name, read from the live catalog in three queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import psycopg
from psycopg.rows import dict_row

from pg_saint.citus.tables import distributions
from pg_saint.errors import SaintError, suggestion
from pg_saint.ir.dialect import printed
from pg_saint.ir.lexer import path
from pg_saint.ir.names import identifier
from pg_saint.ir.nodes import Column, Location, Table

WRONG_KIND = {
    "v": ("a view", "map the tables behind it, with joins: where there are several"),
    "m": ("a materialized view", "map the tables behind it"),
    "f": (
        "a foreign table",
        "copy it into a table here, by logical replication or a job; triggers do not see remote writes",
    ),
}


@dataclass(frozen=True)
class Index:
    """`columns` are names, or the text of an expression where `expressions` says so at the same position. `predicate`:
    which rows are in it, as PostgreSQL prints that; None: all."""

    columns: tuple[str, ...]
    expressions: tuple[bool, ...]
    unique: bool
    predicate: str | None


@dataclass(frozen=True)
class TableInfo:
    """A table and what the compiler does not need to know of it."""

    table: Table
    indexes: tuple[Index, ...]

    def is_unique(self, column: str) -> bool:
        return any(index.unique and index.columns == (column,) and not index.expressions[0] for index in self.indexes)


@dataclass(frozen=True)
class TableName:
    schema: str | None
    name: str


class Catalog:
    """Looks tables up by the names that the definitions give them. Read all names at once, then ask for each.

    A name without a schema is one in `schema`; without that, one that the session's search_path finds.
    """

    def __init__(self, connection: psycopg.Connection[Any], schema: str | None = None) -> None:
        self.connection = connection
        self.schema = schema
        self._found: dict[TableName, dict[str, Any]] = {}
        self._infos: dict[int, TableInfo] = {}
        self._user = str(connection.info.user)

    def name(self, text: str, location: Location) -> TableName:
        """The exact name of the table called `text`. Raises SaintError if that is not a name."""
        name = table_name(text, location)
        return TableName(name.schema or self.schema, name.name)

    def read(self, names: Iterable[TableName]) -> None:
        wanted = list(dict.fromkeys(names))
        with self.connection.cursor(row_factory=dict_row) as cursor:
            # Names of types are to be complete, whatever the search_path of this session is.
            tables = cursor.execute(
                _query("tables"), {"schemas": [each.schema for each in wanted], "names": [each.name for each in wanted]}
            ).fetchall()
            self._found = {TableName(row["wanted_schema"], row["name"]): row for row in tables}
            cursor.execute("set local search_path = pg_catalog, pg_temp")
            oids = {"tables": [row["oid"] for row in tables]}
            columns = cursor.execute(_query("columns"), oids).fetchall()
            indexes = cursor.execute(_query("indexes"), oids).fetchall()
        kept = distributions(self.connection, oids["tables"])
        for row in tables:
            oid = row["oid"]
            self._infos[oid] = TableInfo(
                Table(
                    row["schema"],
                    row["name"],
                    tuple(
                        Column(c["name"], c["type"], c["comparable"], c["own_collation"], c["exact"])
                        for c in columns
                        if c["table_oid"] == oid
                    ),
                    tuple((schema, name) for schema, name in row["partitions"]),
                    row["relkind"] == "p",
                    kept.get(oid),
                ),
                tuple(
                    Index(tuple(i["columns"]), tuple(i["is_expression"]), i["is_unique"], i["predicate"])
                    for i in indexes
                    if i["table_oid"] == oid
                ),
            )

    def table(self, text: str, location: Location) -> TableInfo:
        """The table called `text`. Raises SaintError if it does not exist or cannot be watched."""
        name = self.name(text, location)
        row = self._found.get(name)
        if row is None:
            raise SaintError(f"table {text} does not exist", location, self._known(name))
        full = show_table(self._infos[row["oid"]].table)
        if row["relkind"] in WRONG_KIND:
            kind, remedy = WRONG_KIND[row["relkind"]]
            raise SaintError(f"{full} is {kind}, which has no triggers on rows that change", location, remedy)
        if row["relpersistence"] == "t":
            raise SaintError(f"{full} is a temporary table", location, "map a permanent table")
        if row["history_of"] is not None:
            raise SaintError(
                f"{full} keeps the history of {row['history_of']}: it gets a row at every change, and each would count",
                location,
                f"map {row['history_of']}",
            )
        if row["is_partition"]:
            raise SaintError(f"{full} is a partition", location, "map the partitioned table that it belongs to")
        if row["inherits"]:
            raise SaintError(
                f"{full} inherits or is inherited: its statement triggers do not see writes to the other tables",
                location,
                "map a table without inherits, or turn the hierarchy into a partitioned table",
            )
        if row["foreign_partitions"]:
            raise SaintError(
                f"{full} has a partition that is a foreign table: {', '.join(row['foreign_partitions'])}",
                location,
                "PostgreSQL allows no triggers that see its rows; map another table, or make it a local partition",
            )
        user = str(printed(identifier(self._user)))
        if not row["schema_usable"]:
            schema = printed(identifier(row["schema"]))
            raise SaintError(
                f"{self._user} may not use schema {schema}", location, f"grant usage on schema {schema} to {user}"
            )
        if row["missing_privileges"]:
            missing = ", ".join(row["missing_privileges"])
            raise SaintError(
                f"{self._user} has no {missing} privilege on {full}", location, f"grant {missing} on {full} to {user}"
            )
        if row["rows_hidden"]:
            way = "connect as its owner"
            if row["rows_hidden_from_owner"]:
                way = f"alter table {full} no force row level security"
            raise SaintError(
                f"row level security hides rows of {full} from {self._user}",
                location,
                f"{way}; or, as a superuser: alter role {user} bypassrls",
            )
        return self._infos[row["oid"]]

    def infos(self) -> dict[Table, TableInfo]:
        """All tables read."""
        return {info.table: info for info in self._infos.values()}

    def _known(self, name: TableName) -> str:
        rows = self.connection.execute(
            """
            select pg_catalog.format('%%I.%%I', n.nspname, c.relname)
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and n.nspname <> 'information_schema' and n.nspname !~ '^(pg_|saint)'
            order by pg_catalog.lower(c.relname) <> pg_catalog.lower(%s), c.relname, n.nspname
            limit 500
            """,
            (name.name,),
        ).fetchall()
        names = [str(row[0]) for row in rows]
        if names and names[0].split(".")[-1].strip('"').lower() == name.name.lower():
            return f"did you mean {names[0]}?"
        wanted = f"{name.schema}.{name.name}" if name.schema else name.name
        found = suggestion(wanted, names)
        return found if found.startswith("did") else "is this the right database? write schema.table, quoted as in SQL"


def table_name(text: str, location: Location) -> TableName:
    """The exact names in ``crm.company``, ``crm."Company"`` or ``company``."""
    names = path(text)
    if names is None or len(names) > 2:
        raise SaintError(f"{text!r} is not a table name", location, 'write schema.table, or schema."Table"')
    return TableName(names[0] if len(names) == 2 else None, names[-1])


def show_table(table: Table) -> str:
    return ".".join(printed(identifier(part)) for part in (table.schema, table.name))


def _query(name: str) -> bytes:
    return files(__package__).joinpath(f"{name}.sql").read_bytes()
