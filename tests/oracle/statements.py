"""Random statements on a CRM's tables: what screens, imports and clean-ups do to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from psycopg import sql

from tests.oracle.crm import Crm
from tests.oracle.tables import Column, Table, Value, raw


@dataclass(frozen=True)
class Statement:
    """`rows`: what a COPY sends after its text."""

    text: sql.Composed
    rows: tuple[tuple[Value, ...], ...] | None = None


class Statements:
    def __init__(self, random: Random, crm: Crm) -> None:
        self.random = random
        self.crm = crm
        self.events = [source.table for source in crm.sources.values()]
        self.detached: dict[str, set[int]] = {}

    def some(self) -> Statement:
        """Any statement but TRUNCATE. Most write to the events, as most saves in a CRM do."""
        kinds: dict[Callable[[Table], Statement], int] = {
            self.insert: 24,
            self.insert_many: 8,
            self.copy: 4,
            self.insert_select: 4,
            self.upsert: 6,
            self.merge_into: 3,
            self.replace: 3,
            self.update: 34,
            self.update_nothing: 4,
            self.new_key: 5,
            self.redirect: 6,
            self.delete: 12,
        }
        table = self.random.choice(self.events if self.random.random() < 0.55 else self.crm.tables)
        return self.random.choices(list(kinds), list(kinds.values()))[0](table)

    def fill(self, rows: int) -> list[Statement]:
        """The first rows of every table."""
        return [self.insert_many(table, rows, or_nothing=True) for table in self.crm.tables]

    def truncate(self) -> Statement:
        return Statement(sql.SQL("truncate {} cascade").format(self.random.choice(self.crm.tables).identifier))

    # --- inserts

    def row(self, table: Table) -> list[Value]:
        row = [column.values(self.random) for column in table.columns]
        if table.keys and not table.constant:
            row[0] = table.keys.new()
        return row

    def insert(self, table: Table) -> Statement:
        return self.insert_many(table, 1)

    def insert_many(self, table: Table, rows: int | None = None, or_nothing: bool | None = None) -> Statement:
        count = rows or self.random.randint(2, 6)
        each = (sql.SQL("({})").format(sql.SQL(", ").join(map(literal, self.row(table)))) for _ in range(count))
        text = insert_into(table) + sql.SQL("values ") + sql.SQL(", ").join(each)
        if table.constant and (self.random.random() < 0.9 if or_nothing is None else or_nothing):
            text += sql.SQL(" on conflict do nothing")
        return Statement(text)

    def copy(self, table: Table) -> Statement:
        columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
        text = sql.SQL("copy {} ({}) from stdin").format(table.identifier, columns)
        return Statement(text, tuple(tuple(self.row(table)) for _ in range(self.random.randint(1, 4))))

    def insert_select(self, table: Table) -> Statement:
        """Copies of rows that are there, under new keys."""
        if not table.keys:
            return self.insert_many(table)
        first, key = table.keys.new(), sql.Identifier(table.key)
        others = [sql.Identifier(column.name) for column in table.columns[1:]]
        return Statement(
            insert_into(table)
            + sql.SQL("select {} from {} order by {} limit 1").format(
                sql.SQL(", ").join([literal(first), *others]), table.identifier, key
            )
        )

    def upsert(self, table: Table) -> Statement:
        if not table.keys:
            return self.update(table)
        row = self.row(table)
        row[0] = table.keys.some(self.random)
        text = insert_into(table) + sql.SQL("values ({}) on conflict ({}) do update set {}").format(
            sql.SQL(", ").join(literal(value) for value in row),
            sql.Identifier(table.key),
            sql.SQL(", ").join(
                sql.SQL("{0} = excluded.{0}").format(sql.Identifier(column.name)) for column in self.columns(table)
            ),
        )
        return Statement(text)

    def merge_into(self, table: Table) -> Statement:
        """MERGE: rows with a new weight or whatever, of keys that are there or not."""
        if not table.keys:
            return self.insert_many(table)
        names = [sql.Identifier(column.name) for column in table.columns]
        rows = {row[0]: row for row in (self.row(table) for _ in range(2))}
        rows |= {row[0]: row for row in [[table.keys.some(self.random), *self.row(table)[1:]]]}
        changed = self.columns(table, 2)
        text = sql.SQL(
            "merge into {} t using (values {}) n ({}) on t.{} = n.{}"
            " when matched then update set {} when not matched then insert ({}) values ({})"
        ).format(
            table.identifier,
            sql.SQL(", ").join(
                sql.SQL("({})").format(
                    sql.SQL(", ").join(
                        sql.SQL("{}::{}").format(literal(value), raw(column.type))
                        for value, column in zip(row, table.columns, strict=True)
                    )
                )
                for row in rows.values()
            ),
            sql.SQL(", ").join(names),
            names[0],
            names[0],
            sql.SQL(", ").join(sql.SQL("{0} = n.{0}").format(sql.Identifier(column.name)) for column in changed),
            sql.SQL(", ").join(names),
            sql.SQL(", ").join(sql.SQL("n.{}").format(name) for name in names),
        )
        return Statement(text)

    def replace(self, table: Table) -> Statement:
        """Rows go and come again under another key, in one statement."""
        if not table.keys:
            return self.delete(table)
        names = [sql.Identifier(column.name) for column in table.columns]
        new = [literal(table.keys.new()), *names[1:]]
        return Statement(
            sql.SQL("with gone as (delete from {} where {} returning *) {} select {} from gone").format(
                table.identifier, self.where_key(table, 1), insert_into(table), sql.SQL(", ").join(new)
            )
        )

    # --- updates and deletes

    def columns(self, table: Table, most: int = 3) -> list[Column]:
        """Some columns, the key not among them where there is one."""
        columns = table.columns[1:] if table.keys else table.columns
        return self.random.sample(columns, self.random.randint(1, min(most, len(columns))))

    def update(self, table: Table) -> Statement:
        changes = [
            sql.SQL("{} = {}").format(sql.Identifier(column.name), literal(column.values(self.random)))
            for column in self.columns(table)
        ]
        return self.set(table, sql.SQL(", ").join(changes))

    def update_nothing(self, table: Table) -> Statement:
        """As ORMs do: every column is written, none changes."""
        names = [sql.Identifier(column.name) for column in table.columns]
        return self.set(table, sql.SQL(", ").join(sql.SQL("{0} = {0}").format(name) for name in names))

    def new_key(self, table: Table) -> Statement:
        if not table.keys:
            return self.update(table)
        key = table.keys.new() if self.random.random() < 0.3 else table.keys.some(self.random)
        change = sql.SQL("{} = {}").format(sql.Identifier(table.key), literal(key))
        return self.set(table, change, self.where_key(table, 1))

    def redirect(self, table: Table) -> Statement:
        """The first half of a merge, or a re-parenting: all rows that name one record name another."""
        if not table.refers:
            return self.update(table)
        column = self.random.choice(list(table.refers))
        keys = table.refers[column].keys
        assert keys
        old, new = literal(keys.some(self.random)), literal(keys.some(self.random))
        name = sql.Identifier(column)
        return self.set(table, sql.SQL("{} = {}").format(name, new), sql.SQL("{} = {}").format(name, old))

    def delete(self, table: Table) -> Statement:
        return Statement(sql.SQL("delete from {} where {}").format(self.part(table).identifier, self.where(table)))

    def merge(self) -> list[Statement]:
        """One record takes over what names another, which is deleted; or only deleted, before what names it."""
        table = self.random.choice([entity.table for entity in self.crm.entities.values()])
        assert table.keys
        old, new = table.keys.some(self.random), table.keys.some(self.random)
        redirects = [
            self.set(
                other,
                sql.SQL("{} = {}").format(sql.Identifier(column), literal(new)),
                sql.SQL("{} = {}").format(sql.Identifier(column), literal(old)),
            )
            for other in self.crm.tables
            for column, target in other.refers.items()
            if target is table and other is not table
        ]
        key = sql.Identifier(table.key)
        gone = Statement(sql.SQL("delete from {} where {} = {}").format(table.identifier, key, literal(old)))
        return [*redirects, gone] if self.random.random() < 0.6 else [gone, *redirects]

    def set(self, table: Table, changes: sql.Composed, where: sql.Composed | None = None) -> Statement:
        part = self.part(table).identifier
        return Statement(sql.SQL("update {} set {} where {}").format(part, changes, where or self.where(table)))

    def detach_or_attach(self) -> Statement:
        """A partition goes, or comes back with what was written to it meanwhile. Where there is none: nothing."""
        parts = [(table, number) for table in self.crm.tables for number in range(len(table.partitions))]
        if not parts:
            return Statement(sql.Composed([sql.SQL("select")]))
        table, number = self.random.choice(parts)
        part = table.partitions[number].identifier
        parent = sql.SQL("alter table {}").format(table.identifier)
        if number in self.detached.setdefault(table.name, set()):
            self.detached[table.name].discard(number)
            bound = sql.SQL("for values with (modulus {}, remainder {})").format(len(table.partitions), number)
            return Statement(sql.SQL(" ").join([parent, sql.SQL("attach partition {}").format(part), bound]))
        self.detached[table.name].add(number)
        return Statement(sql.SQL(" ").join([parent, sql.SQL("detach partition {}").format(part)]))

    def part(self, table: Table) -> Table:
        """The table or, where it has them, one of its partitions."""
        return self.random.choice([table, *table.partitions])

    def where(self, table: Table) -> sql.Composed:
        """Mostly one row, sometimes the few with some value."""
        if table.keys and self.random.random() < 0.7:
            return self.where_key(table, self.random.choice([1, 1, 1, 3]))
        column = self.random.choice(table.columns)
        value = column.values(self.random)
        name = sql.Identifier(column.name)
        return sql.SQL("{} is not distinct from {}").format(name, literal(value))

    def where_key(self, table: Table, count: int) -> sql.Composed:
        assert table.keys
        keys = sorted({table.keys.some(self.random) for _ in range(count)})
        return sql.SQL("{} in ({})").format(sql.Identifier(table.key), sql.SQL(", ").join(map(literal, keys)))


def insert_into(table: Table) -> sql.Composed:
    columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
    return sql.SQL("insert into {} ({}) ").format(table.identifier, columns)


def literal(value: Value) -> sql.Composable:
    return sql.Literal(value)
