"""A mapping for a database that nobody knows: guessed from foreign keys, names and types, and marked as such."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from pg_saint.errors import SaintError
from pg_saint.ir.dialect import printed
from pg_saint.ir.names import identifier
from pg_saint.presets.tables import FoundTable

ENTITIES = {
    "company": r"(compan(y|ies)|organi[sz]ations?|accounts?|customers?|clients?|firms?|partners?)$",
    "person": r"(persons?|people|contacts?)$",
    "project": r"projects?$",
}
DATES = (r"^(date|day|at)$", r"(start|due|sent|held|happened|order|invoice|sale|visit|call).*", r"creat", r".*")
COMPLETED = r"^(is_)?(completed|done|closed|finished|ok|held)$"
COMPLETED_AT = r"^(completed|done|closed|finished)_(at|on|date)$"
DELETED = r"^(is_)?(deleted|trash|archived)$"
AMOUNT = r"(amount|total|price|value|revenue)"


def proposal(tables: Sequence[FoundTable]) -> str:
    """YAML. Raises SaintError where no table looks like companies or persons."""
    entities = {name: table for name, pattern in ENTITIES.items() if (table := _best(tables, pattern))}
    if not {"company", "person"} & set(entities):
        raise SaintError(
            "no table here looks like companies or persons",
            remedy="see docs/definitions.md and write the mapping by hand, or name a preset",
        )
    root = CommentedMap()
    root["timezone"] = "UTC"
    root["periods"] = [30, 60, 90]
    root["entities"] = CommentedMap({name: _entity(name, table, entities) for name, table in entities.items()})
    sources = {table.name: _source(table, entities) for table in tables if table not in entities.values()}
    root["sources"] = CommentedMap({_plain(name): source for name, source in sources.items() if source is not None})
    root["statuses"] = CommentedMap()
    root.yaml_set_start_comment(
        "Guessed from the names, types and foreign keys of the tables. Look at every line marked CHECK, take out what\n"
        "is not an event, and add statuses: see docs/definitions.md."
    )
    _check(root, ("timezone",), "the zone in which a day begins and ends for your people")
    text = io.StringIO()
    yaml = YAML()
    yaml.width = 4096
    yaml.dump(root, text)
    return text.getvalue()


def _best(tables: Sequence[FoundTable], pattern: str) -> FoundTable | None:
    """The table with such a name and a key to which most others point."""
    fitting = [table for table in tables if table.key and re.search(pattern, table.name.lower())]
    return max(fitting, key=lambda table: (_pointers(tables, table), -len(table.name)), default=None)


def _pointers(tables: Iterable[FoundTable], to: FoundTable) -> int:
    return sum(to.shown in table.points_to.values() for table in tables)


def _links(table: FoundTable, entities: dict[str, FoundTable]) -> dict[str, str]:
    """By foreign key, else by a column that is named after the entity's table."""
    found = {}
    for name, entity in entities.items():
        columns = [column for column, target in table.points_to.items() if target == entity.shown]
        named = {f"{word}_id" for word in (name, entity.name, entity.name.removesuffix("s"))}
        columns += [column for column in table.columns if column in named]
        if columns:
            found[name] = columns[0]
    return found


def _entity(name: str, table: FoundTable, entities: dict[str, FoundTable]) -> CommentedMap:
    part = CommentedMap({"table": table.shown, "key": _ident(table.key or "")})
    _check(part, ("table",), f"is this where every {name} is?")
    deleted = _column(table, DELETED, "boolean")
    if deleted:
        part["where"] = f"not {_ident(deleted)}"
        _check(part, ("where",), "which rows count")
    order = list(ENTITIES)
    parents = {e: c for e, c in _links(table, entities).items() if order.index(e) < order.index(name)}
    if parents:
        part["parents"] = {entity: _ident(column) for entity, column in parents.items()}
    part["fields"] = {
        _plain(column): _ident(column)
        for column, type_ in table.columns.items()
        if column != table.key and re.match(r"text|character|boolean|date|integer|numeric", type_)
    }
    return part


def _source(table: FoundTable, entities: dict[str, FoundTable]) -> CommentedMap | None:
    links = _links(table, entities)
    dates = [column for column, type_ in table.columns.items() if re.match("date|timestamp", type_)]
    if not links or not dates or not table.key or re.search("history|log$", table.name):
        return None
    date = next(column for pattern in DATES for column in dates if re.search(pattern, column.lower()))
    part = CommentedMap({"table": table.shown, "key": _ident(table.key)})
    deleted = _column(table, DELETED, "boolean")
    if deleted:
        part["where"] = f"not {_ident(deleted)}"
        _check(part, ("where",), "which rows count")
    part["date"] = _ident(date)
    _check(part, ("date",), f"of {', '.join(dates)}: when did it happen?")
    if table.columns[date].endswith("without time zone"):
        part["date_zone"] = "UTC"
        _check(part, ("date_zone",), "the zone that these timestamps are in")
    amount = _column(table, AMOUNT, "numeric|double precision|real")
    if amount:
        part["amount"] = _ident(amount)
        _check(part, ("amount",), "the currency, and the sign of refunds")
    part["links"] = {entity: _ident(column) for entity, column in links.items()}
    fields = {}
    done, done_at = _column(table, COMPLETED, "boolean"), _column(table, COMPLETED_AT, "date|timestamp")
    if done or done_at:
        fields["completed"] = _ident(done) if done else f"{_ident(done_at or '')} is not null"
    for column, type_ in table.columns.items():
        if re.match("text|character varying", type_) and _plain(column) not in ("completed", "date", "amount"):
            fields[_plain(column)] = _ident(column)
    part["fields"] = fields
    part["standard_counters"] = True
    return part


def _column(table: FoundTable, pattern: str, types: str) -> str | None:
    found = (c for c, type_ in table.columns.items() if re.search(pattern, c.lower()) and re.match(types, type_))
    return next(found, None)


def _check(part: CommentedMap, keys: Sequence[str], what: str) -> None:
    for key in keys:
        part.yaml_add_eol_comment(f"CHECK: {what}", key)


def _ident(column: str) -> str:
    return printed(identifier(column))


def _plain(name: str) -> str:
    """A name that may stand in a definition."""
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()
    plain = re.sub(r"[^a-z0-9_]+", "_", words).strip("_")[:40] or "x"
    return f"x_{plain}"[:40] if plain[0].isdigit() or plain == "today" or re.match(r"period\d", plain) else plain
