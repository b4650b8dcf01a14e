"""A mapping for a database that nobody knows: guessed from foreign keys, names and types, and marked as such."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from pg_saint.errors import SaintError
from pg_saint.ir.dialect import printed
from pg_saint.ir.names import identifier
from pg_saint.library import entries
from pg_saint.library.needs import needs
from pg_saint.presets.lookups import Lookup, lookups, name_of
from pg_saint.presets.tables import FoundTable
from pg_saint.presets.words import (
    AMOUNT,
    COLUMNS,
    COMPLETED,
    DATES,
    DELETED,
    ENDS,
    VALUES,
    ending,
    folded,
    languages,
    listed,
    parts,
    role,
)

ENTITIES = ("company", "person", "project")
ROLES = ("activity", "sale", "request")
# Where the library looks at values: the parameters, by what has them and its field.
ASKED = {
    ("company", "category"): ("customer",),
    ("project", "project_status"): ("ongoing", "over"),
    ("activity", "direction"): ("outgoing", "incoming"),
    ("activity", "intention"): ("selling", "marketing"),
    ("sale", "status"): ("sold", "open"),
    ("sale", "stage"): ("quote",),
}
PLAIN = r"text|character|boolean|date|integer|smallint|bigint|numeric|uuid"
# The values that stand in a column, some of them.
Values = Callable[[FoundTable, str], list[str]]


def proposal(tables: Sequence[FoundTable], values: Values) -> str:
    """YAML. Raises SaintError where no table looks like companies or persons."""
    return _Proposing(tables, values).yaml()


class _Proposing:
    def __init__(self, tables: Sequence[FoundTable], values: Values) -> None:
        self.tables, self.values = tables, values
        self.entities = {name: table for name in ENTITIES if (table := _best(tables, name))}
        if not {"company", "person"} & set(self.entities):
            raise SaintError(
                "no table here looks like companies or persons",
                remedy="see docs/definitions.md and write the mapping by hand, or name a preset",
            )
        self.users = _best(tables, "users")
        self.read: dict[tuple[str, str], list[tuple[FoundTable, str]]] = {}

    def yaml(self) -> str:
        root = CommentedMap()
        root["timezone"] = "UTC"
        root["periods"] = [30, 60, 90]
        root["languages"] = languages(table.name for table in self.tables)
        if self.users is not None:
            root["users"] = {
                "table": self.users.shown,
                "key": _ident(self.users.key or ""),
                "fields": {"name": name_of(self.users) or _ident(self.users.key or "")},
            }
        root["entities"] = CommentedMap({name: self._entity(name, table) for name, table in self.entities.items()})
        root["sources"] = self._sources()
        combined = self._combined(root["sources"])
        if combined:
            root["combined"] = combined
        root["library"] = self._library(root)
        root["statuses"] = self._statuses(root)
        root.yaml_set_start_comment(
            "Guessed from the names, types and foreign keys of the tables. Look at every line marked CHECK, take out\n"
            "what is no event, and add statuses: see docs/definitions.md. `saint library` says what the ready ones are."
        )
        _check(root, ("timezone",), "the zone in which a day begins and ends for your people")
        text = io.StringIO()
        yaml = YAML()
        yaml.width = 4096
        yaml.dump(root, text)
        return text.getvalue()

    def _entity(self, name: str, table: FoundTable) -> CommentedMap:
        part = CommentedMap({"table": table.shown, "key": _ident(table.key or "")})
        _check(part, ("table",), f"is this where every {name} is?")
        deleted = _column(table, DELETED, "boolean")
        if deleted:
            part["where"] = f"not {_ident(deleted)}"
            _check(part, ("where",), "which rows count")
        created = _column(table, DATES[2], "date|timestamp with time zone", inside=True)
        if created:
            part["known_since"] = _ident(created)
        links = _links(table, self.entities)
        parents = {e: c for e, c in links.items() if ENTITIES.index(e) < ENTITIES.index(name)}
        if parents:
            part["parents"] = {entity: _ident(column) for entity, column in parents.items()}
        own = {"status": "project_status"} if name == "project" else {}
        ends = _column(table, ENDS, "date$|timestamp with time zone") if name == "project" else None
        fields, joins = self._fields(table, name, {table.key, deleted, created, ends, *parents.values()}, own)
        if name == "person" and "name" not in fields and (full := name_of(table)):
            fields["name"] = full
        if ends:
            fields["ends_on"] = _ident(ends)
        if joins:
            part["joins"] = joins
        part["fields"] = fields
        return part

    def _sources(self) -> CommentedMap:
        taken = [*self.entities.values(), self.users]
        found = {table.name: self._source(table) for table in self.tables if table not in taken}
        return CommentedMap({plain(name): source for name, source in found.items() if source is not None})

    def _source(self, table: FoundTable) -> CommentedMap | None:
        links = _links(table, self.entities)
        dates = [column for column, type_ in table.columns.items() if re.match("date|timestamp", type_)]
        if not links or not dates or not table.key or re.search("history|log$", table.name):
            return None
        part = CommentedMap({"table": table.shown, "key": _ident(table.key)})
        deleted = _column(table, DELETED, "boolean")
        if deleted:
            part["where"] = f"not {_ident(deleted)}"
            _check(part, ("where",), "which rows count")
        date = _date(dates)
        part["date"] = _ident(date)
        _check(part, ("date",), f"of {', '.join(dates)}: when did it happen?")
        if table.columns[date].endswith("without time zone"):
            part["date_zone"] = "UTC"
            _check(part, ("date_zone",), "the zone that these timestamps are in")
        amount = _column(table, AMOUNT, "numeric|double precision|real|money", inside=True)
        if amount:
            part["amount"] = _ident(amount)
            _check(part, ("amount",), "the currency, and the sign of refunds")
        part["links"] = {entity: _ident(column) for entity, column in links.items()}
        done, done_at = _column(table, COMPLETED, "boolean"), _done_at(table)
        known = {table.key, deleted, date, amount, done, *links.values()}
        fields, joins = self._fields(table, role(table.name), known, {})
        if done or done_at:
            fields["completed"] = _ident(done) if done else f"{_ident(done_at or '')} is not null"
        if joins:
            part["joins"] = joins
        part["fields"] = fields
        part["standard_counters"] = True
        return part

    def _fields(
        self, table: FoundTable, of: str, without: set[str | None], names: dict[str, str]
    ) -> tuple[dict[str, str], dict[str, CommentedMap]]:
        """Fields and joins, under the names that the library knows where a column's name says so."""
        fields: dict[str, str] = {}
        joins: dict[str, CommentedMap] = {}
        found = {each.column: each for each in lookups(table, self.tables, [*self.entities.values()])}
        for column, type_ in table.columns.items():
            lookup = found.get(column)
            if column in without or (lookup is None and not re.match(PLAIN, type_)):
                continue
            name = self._field_name(column, lookup, names, fields)
            if lookup is None:
                fields[name] = _ident(column)
                self._see(of, name, table, column)
                continue
            alias = name if name not in {*self.entities, of, plain(table.name)} else f"{name}_row"
            on = f"{alias}.{_ident(lookup.key)} = {_ident(column)}"
            joins[alias] = CommentedMap({"table": lookup.table.shown, "on": on})
            fields[name] = lookup.shown(alias)
            self._see(of, name, lookup.table, lookup.named[0])
            if lookup.table == self.users and "user" not in fields:
                fields["user"] = _ident(column)
        return fields, joins

    def _field_name(self, column: str, lookup: Lookup | None, names: dict[str, str], taken: Iterable[str]) -> str:
        stem = column if lookup is None else lookup.stem
        known = next((name for name, words in COLUMNS.items() if ending(stem, listed(words))), None)
        if lookup is not None and lookup.table == self.users:
            known = "owner"
        name = names.get(known or "", known or "") or plain(stem)
        if name in taken or name in ("completed", "date", "amount"):
            name = plain(column)
        return name if name not in taken else f"{name}_2"

    def _see(self, of: str, name: str, table: FoundTable, column: str) -> None:
        if (of, name) in ASKED:
            self.read.setdefault((of, name), []).append((table, column))

    def _combined(self, sources: CommentedMap) -> dict[str, dict[str, list[str]]]:
        """The names by which the library knows what happens, over the tables that are called otherwise."""
        by_role = {each: [plain(table.name) for table in self.tables if role(table.name) == each] for each in ROLES}
        of = {each: [name for name in names if name in sources] for each, names in by_role.items()}
        taken = {*sources, *self.entities}
        return {each: {"of": names} for each, names in of.items() if names and each not in taken}

    def _library(self, root: CommentedMap) -> CommentedSeq:
        """The ready statuses for which everything is there, with the words that this CRM has for their values."""
        statuses = {name: entry.status({}, root["languages"]) for name, entry in entries().items()}
        fitting = [name for name, status in statuses.items() if set(needs(status)) <= self._there(root, status["on"])]
        found, unknown = CommentedMap(), []
        for (of, field), parameters in ASKED.items():
            seen = sorted({value for each in self.read.get((of, field), []) for value in self.values(*each)})
            for parameter in parameters:
                fit = [value for value in seen if ending(value, listed(VALUES[parameter]))]
                if fit:
                    found[parameter] = fit if len(fit) > 1 else fit[0]
                elif seen:
                    unknown.append(f"{of}.{field} has {', '.join(seen[:6])}: which of them is {parameter}?")
        library = CommentedSeq(([{"parameters": found}] if found else []) + fitting)
        for what in unknown:
            library.yaml_set_comment_before_after_key(0, before=f"CHECK: {what}", indent=0)
        return library

    def _there(self, root: CommentedMap, on: str) -> set[str]:
        """What a ready status on that entity can ask for, as needs() says it."""
        entity = root["entities"].get(on)
        if entity is None:
            return set()
        leading = {name: source for name, source in root["sources"].items() if on in source["links"]}
        events = {name: _fields_of(source) for name, source in leading.items()}
        for name, combined in root.get("combined", {}).items():
            of = [events[part] for part in combined["of"] if part in events]
            events |= {name: set.intersection(*of)} if of else {}
        there = {f"{on}.{field}" for field in entity["fields"]}
        for name, fields in events.items():
            there |= {name, *(f"{name}.{field}" for field in fields)}
        return there

    def _statuses(self, root: CommentedMap) -> CommentedMap:
        """Where the library's own needs more than there is, the nearest that can be said."""
        statuses = CommentedMap()
        on = next(iter(self.entities))
        leading = [name for name, source in root["sources"].items() if on in source["links"]]
        contact = [name for name in leading if role(name) == "activity"] or leading
        if "neglected_customer" not in root["library"] and contact:
            counts = " + ".join(f"count({name}) filter (where past(period1))" for name in contact)
            statuses["neglected_customer"] = CommentedMap({"on": on, "when": f"{counts} < 2", "rank": 10})
            _check(statuses["neglected_customer"], ("when",), "which of them, and of which activities")
        return statuses


def _fields_of(source: CommentedMap) -> set[str]:
    return {"date", *source["fields"], *(["amount"] if "amount" in source else [])}


def _best(tables: Sequence[FoundTable], name: str) -> FoundTable | None:
    """The table with such a name and a key to which most others point."""
    fitting = [table for table in tables if table.key and role(table.name) == name]
    return max(fitting, key=lambda table: (_pointers(tables, table), -len(table.name)), default=None)


def _pointers(tables: Iterable[FoundTable], to: FoundTable) -> int:
    return sum(to.shown in table.points_to.values() for table in tables)


def _links(table: FoundTable, entities: dict[str, FoundTable]) -> dict[str, str]:
    """By foreign key, else by a column that is named after what the entity's table is called or holds."""
    found = {}
    for name, entity in entities.items():
        columns = [column for column, target in table.points_to.items() if target == entity.shown]
        if not columns and entity.key:
            key_type = entity.columns[entity.key]
            named = [column for column, type_ in table.columns.items() if type_ == key_type and column != table.key]
            columns = [column for column in named if _names(column, name, entity)]
        if columns:
            found[name] = columns[0]
    return found


def _names(column: str, name: str, entity: FoundTable) -> bool:
    stem = re.sub(r"_?(id|nr|no|key|fk|ref)$", "", column.lower())
    if stem == column.lower():
        return False
    return role(stem) == name or folded(stem) in {folded(name), folded(entity.name), folded(entity.name).rstrip("s")}


def _date(dates: list[str]) -> str:
    """Of the columns that are dates, the one that says when it happened."""
    for words in DATES:
        for date in dates:
            if any(word in (listed(words)) or _inside(word, words) for word in parts(date)):
                return date
    return dates[0]


def _done_at(table: FoundTable) -> str | None:
    ends = r"_?(at|on|date|op|den|am|le|dato|datum|den)$"
    for column, type_ in table.columns.items():
        stem = re.sub(ends, "", column.lower())
        if re.match("date|timestamp", type_) and stem != column.lower() and ending(stem, listed(COMPLETED)):
            return column
    return None


def _column(table: FoundTable, words: str, types: str, inside: bool = False) -> str | None:
    """`inside`: a word that the name's words begin with is enough."""
    fitting = (
        column
        for column, type_ in table.columns.items()
        if re.match(types, type_)
        and (ending(column, listed(words)) or (inside and any(_inside(part, words) for part in parts(column))))
    )
    return next(fitting, None)


def _inside(part: str, words: str) -> bool:
    return any(len(word) > 3 and part.startswith(word) for word in listed(words))


def _check(part: CommentedMap, keys: Sequence[str], what: str) -> None:
    for key in keys:
        part.yaml_add_eol_comment(f"CHECK: {what}", key)


def _ident(column: str) -> str:
    return printed(identifier(column))


def plain(name: str) -> str:
    """A name that may stand in a definition."""
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()
    ascii_only = re.sub(r"[^a-z0-9_]+", "_", _without_accents(words)).strip("_")[:40] or "x"
    odd = ascii_only[0].isdigit() or ascii_only == "today" or re.match(r"period\d|saint_", ascii_only)
    return f"x_{ascii_only}"[:40] if odd else ascii_only


def _without_accents(text: str) -> str:
    return "".join(_letters(text))


def _letters(text: str) -> Iterator[str]:
    for letter in text:
        yield letter if letter.isascii() else folded(letter)
