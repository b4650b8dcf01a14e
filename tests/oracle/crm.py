"""Random CRMs: tables of every kind that the mapping covers, and the mapping as the YAML file's dictionaries.

Companies, persons, projects and events of one to three sources; what differs from seed to seed is how they are
stored: key types, names that need quotes, row filters, lookups, and the ways in which an event finds its record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from psycopg import sql

from tests.oracle.tables import (
    KEY_TYPES,
    Days,
    Keys,
    Table,
    Values,
    amounts,
    dates,
    one_of,
    quoted,
    raw,
    resources,
    sometimes_null,
)

ZONES = ("Europe/Oslo", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC")
ODD_NAMES = ("end", "to", "order", "user", "Key", "today", "date", "amount", "id", "is it so?", "group", "type")
ENTITIES = ("company", "person", "project")
SCHEMAS = ("crm", "Crm data")
SOURCES = ("activity", "sale", "document")


@dataclass
class Mapped:
    """An entity or a source: its table, its YAML, and its fields by kind (text, integer, boolean, date, numeric)."""

    name: str
    table: Table
    yaml: dict[str, object]
    fields: dict[str, str] = field(default_factory=dict)
    links: dict[str, object] = field(default_factory=dict)


class Crm:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.days = Days()
        self.timezone = random.choice(ZONES)
        self.periods = random.sample([1, 7, 14, 30, 60, 90, "1 month", "6 months"], random.randint(1, 3))
        self.tables: list[Table] = []
        self.entities: dict[str, Mapped] = {}
        self.sources: dict[str, Mapped] = {}
        self.odd_table_names = ["Order", "res_user-company", "to", "select", "Über uns"]
        random.shuffle(self.odd_table_names)
        for name in ENTITIES[: random.choice([1, 2, 2, 3])]:
            self.entities[name] = self.entity(name)
        for name in random.sample(SOURCES, random.choice([1, 1, 2, 2, 3])):
            self.sources[name] = self.source(name)
        if random.random() < 0.25:
            self.foreign_keys = [(table, column) for table in self.tables for column in table.refers]
        else:
            self.foreign_keys = []

    def maybe(self, chance: float = 0.5) -> bool:
        return self.random.random() < chance

    # --- names

    def new_table(self, name: str, key_types: tuple[str, ...], known: int, constant: bool = True) -> Table:
        odd = self.odd_table_names.pop() if self.odd_table_names and self.maybe(0.25) else name
        keys = Keys(self.random.choice(key_types), known)
        table = Table(self.random.choice(SCHEMAS), odd, [], keys, constant)
        table.column(self.name(table, name + "_id"), keys.type, keys.some)
        self.tables.append(table)
        return table

    def add(self, table: Table, name: str, type: str, values: Values) -> str:
        """A new column; returns its name as SQL writes it."""
        return table.column(self.name(table, name), type, values)

    def name(self, table: Table, name: str) -> str:
        """A column's name, one in five a reserved or a quoted one."""
        used = {column.name for column in table.columns}
        free = [odd for odd in ODD_NAMES if odd not in used]
        return self.random.choice(free) if name in used or self.maybe(0.2) else name

    # --- entities

    def entity(self, name: str) -> Mapped:
        table = self.new_table(name, KEY_TYPES, known=9)
        made = Mapped(name, table, {"table": written(table), "key": quoted(table.key)})
        fields: dict[str, str] = {}
        joins: dict[str, object] = {}
        self.plain_field(made, fields, "category", "text", one_of("Customer", "Prospect", "it's", None))
        self.plain_field(made, fields, "level", "integer", one_of("0", "1", "2", "3", None))
        if self.maybe(0.7):
            self.date_field(made, fields)
        if self.entities and self.maybe(0.8):
            parent = self.random.choice(list(self.entities.values()))
            column = table.reference(self.name(table, f"{parent.name}_id"), parent.table)
            made.yaml["parents"] = {parent.name: column}
            made.fields |= {f"{parent.name}.{field}": kind for field, kind in parent.fields.items()}
        if self.maybe(0.4):
            self.owner(made, fields, joins)
        conditions = self.row_filter(table, refers_itself=True)
        if conditions:
            made.yaml["where"] = " and ".join(conditions)
        if joins:
            made.yaml["joins"] = joins
        made.yaml["fields"] = fields
        return made

    def plain_field(self, made: Mapped, fields: dict[str, str], name: str, type: str, values: Values) -> None:
        fields[name] = self.add(made.table, name, type, values)
        made.fields[name] = type
        if type == "integer" and self.maybe(0.3):
            fields[name] = f"coalesce({fields[name]}, 0) + 1"
        elif type == "text" and self.maybe(0.2):
            fields[name] = f"upper({fields[name]})"

    def date_field(self, made: Mapped, fields: dict[str, str]) -> None:
        type = self.random.choice(["date", "timestamp", "timestamptz"])
        column = self.add(made.table, "since", type, dates(self.days, type))
        if type == "timestamp":
            column = f"({column})::date"
        elif type == "timestamptz":
            column = f"({column} at time zone '{self.random.choice(ZONES)}')::date"
        fields["since"] = column
        made.fields["since"] = "date"

    def owner(self, made: Mapped, fields: dict[str, str], joins: dict[str, object]) -> None:
        """A lookup, and often a lookup of the lookup."""
        users = self.new_table(f"{made.name}_user", ("integer", "text"), known=4)
        column = made.table.reference(self.name(made.table, "owner_id"), users)
        rank = self.add(users, "rank", "integer", one_of("1", "2", "3", None))
        joins["owner"] = {"table": written(users), "on": f"owner.{quoted(users.key)} = {column}"}
        fields["owner_rank"] = f"owner.{rank}"
        made.fields["owner_rank"] = "integer"
        if self.maybe(0.6):
            teams = self.new_table(f"{made.name}_team", ("integer", "uuid"), known=3)
            team = users.reference(self.name(users, "team_id"), teams)
            region = self.add(teams, "region", "text", one_of("North", "South", None))
            on = f"team.{quoted(teams.key)} = owner.{team}"
            if self.maybe(0.3):
                closed = self.add(teams, "closed", "boolean", one_of("true", "false", None))
                on += f" and team.{closed} is not true"
            joins["team"] = {"table": written(teams), "on": on}
            fields["region"] = f"team.{region}"
            made.fields["region"] = "text"

    def row_filter(self, table: Table, refers_itself: bool) -> list[str]:
        """Conditions that rows enter and leave."""
        conditions = []
        if self.maybe(0.5):
            deleted = self.add(table, "deleted", "boolean", one_of("false", "false", "false", "true", None))
            shape = self.random.choice(["not {}", "{} is not true", "not coalesce({}, false)"])
            conditions.append(shape.format(deleted))
        if refers_itself and self.maybe(0.25):
            conditions.append(table.reference(self.name(table, "replaced_by"), table, nulls=0.85) + " is null")
        return conditions

    # --- sources

    def source(self, name: str) -> Mapped:
        table = self.new_table(name, ("integer", "bigint", "uuid", "text"), known=0, constant=False)
        made = Mapped(name, table, {"table": written(table), "key": quoted(table.key)})
        joins: dict[str, object] = {}
        fields: dict[str, str] = {}
        if self.maybe(0.9):
            self.event_date(made)
        if self.maybe(0.85 if name == "sale" else 0.3):
            type = self.random.choice(["numeric", "integer", "bigint", "double precision", "real"])
            made.yaml["amount"] = self.add(table, "amount", type, amounts(type))
            made.fields["amount"] = "numeric"
        self.event_fields(made, fields, joins)
        linked = [entity for entity in self.entities if self.maybe(0.8)] or ["company"]
        # The person's link first: the company's may lead through it.
        made.links = {entity: self.link(made, entity, joins) for entity in reversed(linked)}
        made.yaml["links"] = made.links
        conditions = self.row_filter(table, refers_itself=False)
        if conditions:
            made.yaml["where"] = " and ".join(conditions)
        if joins:
            made.yaml["joins"] = joins
        made.yaml["fields"] = fields
        if "date" in made.fields and "completed" in made.fields and self.maybe(0.5):
            sets = {"out": "direction = 'outgoing'", "late": {"where": "not completed", "on": list(made.links)[:1]}}
            made.yaml["standard_counters"] = True if self.maybe(0.5) else sets
        if self.maybe(0.3):
            made.yaml["maintenance"] = "deferred"
        if self.maybe(0.15):
            names = (f"{table.name}_{number}" for number in range(2))
            table.partitions = [Table(table.schema, each, table.columns, table.keys, False) for each in names]
        return made

    def event_date(self, made: Mapped) -> None:
        type = self.random.choice(["date", "timestamp", "timestamptz"])
        made.yaml["date"] = self.add(made.table, "starts_at", type, dates(self.days, type))
        made.fields["date"] = "date"
        if type == "timestamp":
            made.yaml["date_zone"] = self.random.choice(ZONES)
        elif type == "date" and self.maybe(0.2):
            made.yaml["date"] = f"coalesce({made.yaml['date']}, date '2026-03-01')"

    def event_fields(self, made: Mapped, fields: dict[str, str], joins: dict[str, object]) -> None:
        """Direction and intention, in columns of the row or by a lookup of its type."""
        table, prefix = made.table, ""
        if self.maybe(0.3):
            table = self.new_table(f"{made.name}_type", ("integer", "text"), known=4)
            column = made.table.reference(self.name(made.table, "type_id"), table)
            joins["kind"] = {"table": written(table), "on": f"kind.{quoted(table.key)} = {column}"}
            prefix = "kind."
        directions, weights = one_of("outgoing", "incoming", None), one_of("0", "1", "2", "3", None)
        fields["direction"] = prefix + self.add(table, "direction", "text", directions)
        fields["weight"] = prefix + self.add(table, "weight", "integer", weights)
        made.fields |= {"direction": "text", "weight": "integer"}
        if self.maybe(0.7):
            often_null = sometimes_null(dates(self.days, "timestamptz"), 0.4)
            done = self.add(made.table, "done_at", "timestamptz", often_null)
            fields["completed"] = f"{done} is not null"
            made.fields["completed"] = "boolean"

    def link(self, made: Mapped, entity: str, joins: dict[str, object]) -> object:
        """One of the ways in which an event finds its record."""
        table, target = made.table, self.entities[entity].table
        assert target.keys
        ways = ["column", "column", "column", "through", "join", "polymorphic", "parsed"]
        through = [name for name in made.links if entity in self.parents(name)]
        ways += ["parent", "parent", "either"] * len(through)
        way = self.random.choice(ways)
        if way == "parent":
            return f"{through[0]}.{entity}"
        if way == "either":
            return [table.reference(self.name(table, f"{entity}_id"), target, nulls=0.6), f"{through[0]}.{entity}"]
        if way == "through":
            return self.through(made, entity)
        if way == "join":
            return self.through_join(made, entity, joins)
        if way == "polymorphic":
            column = table.reference(self.name(table, f"{entity}_res_id"), target)
            model = self.add(table, f"{entity}_model", "text", one_of(entity, entity, "other", None))
            return {"column": column, "when": f"{model} = '{entity}'"}
        if way == "parsed":
            resource = self.add(table, f"{entity}_resource", "text", resources(entity, target.keys))
            column = f"split_part({resource}, ';', 2)::{target.keys.type}"
            return {"column": column, "when": f"{resource} like '{entity};%'"}
        return table.reference(self.name(table, f"{entity}_id"), target)

    def through(self, made: Mapped, entity: str) -> object:
        guests = Table("crm", f"{made.name}_{entity}", [])
        self.tables.append(guests)
        source = guests.reference(self.name(guests, f"{made.name}_id"), made.table, nulls=0.05)
        target = guests.reference(self.name(guests, f"{entity}_id"), self.entities[entity].table, nulls=0.05)
        link = {"through": written(guests), "source": source, "target": target}
        if self.maybe(0.3):
            link["where"] = self.add(guests, "role", "text", one_of("guest", "guest", "host", None)) + " = 'guest'"
        return link

    def through_join(self, made: Mapped, entity: str, joins: dict[str, object]) -> str:
        account = f"{entity}_account"
        accounts = self.new_table(f"{made.name}_{account}", ("integer", "uuid"), known=5)
        column = made.table.reference(self.name(made.table, f"{account}_id"), accounts)
        group = accounts.reference(self.name(accounts, f"{entity}_id"), self.entities[entity].table)
        joins[account] = {"table": written(accounts), "on": f"{account}.{quoted(accounts.key)} = {column}"}
        return f"{account}.{group}"

    def parents(self, entity: str) -> list[str]:
        parents = self.entities[entity].yaml.get("parents", {})
        assert isinstance(parents, dict)
        return list(parents)

    # --- SQL

    def create(self) -> Iterator[sql.Composed]:
        for schema in SCHEMAS:
            yield sql.SQL("create schema {}").format(sql.Identifier(schema))
        for table in self.tables:
            yield from table.create()

    def constraints(self) -> Iterator[sql.Composed]:
        """Foreign keys that act on their rows, for rows to come."""
        for table, column in self.foreign_keys:
            other = table.refers[column]
            if not table.partitions and not other.partitions:
                yield sql.SQL(
                    "alter table {} add foreign key ({}) references {} on delete {} on update cascade not valid"
                ).format(
                    table.identifier,
                    sql.Identifier(column),
                    other.identifier,
                    sql.SQL("cascade" if self.maybe() else "set null"),
                )

    def triggers(self) -> Iterator[sql.Composed]:
        """What changes or deletes the row just written, or another one of its table; some sort before our triggers."""
        for table in self.tables:
            if table.keys and self.maybe(0.35):
                yield from self.trigger(table)

    def trigger(self, table: Table) -> Iterator[sql.Composed]:
        changed = self.random.choice(table.columns[1:])
        changes = sql.SQL("update {} set {} = {}").format(
            table.identifier, sql.Identifier(changed.name), sql.Literal(changed.values(self.random))
        )
        does = self.random.choice([changes, changes, sql.SQL("delete from {}").format(table.identifier)])
        happened = self.random.choice(["insert", "insert", "update", "insert or update", "delete"])
        each = "row" if self.maybe(0.7) else "statement"
        key = sql.Identifier(table.key)
        which = sql.SQL("(select min({}) from {})").format(key, table.identifier)
        if each == "row" and self.maybe(0.8):
            which = sql.SQL("{}.{}").format(raw("old" if happened == "delete" else "new"), key)
        name = sql.Identifier(table.schema, f"act on {table.name}")
        # Now and then the trigger fires for what it has done itself.
        yield sql.SQL(
            "create function {}() returns trigger language plpgsql as $$ begin"
            " if pg_trigger_depth() <= {} then {} where {} = {}; end if; return null; end $$"
        ).format(name, sql.Literal(self.random.choice([1, 1, 2])), does, key, which)
        yield sql.SQL("create trigger {} after {} on {} for each {} execute function {}()").format(
            sql.Identifier(self.random.choice(["acts", "will act"])), raw(happened), table.identifier, raw(each), name
        )


def written(table: Table) -> str:
    return f"{quoted(table.schema)}.{quoted(table.name)}"
