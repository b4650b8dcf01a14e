"""Columns that hold a key of a list: which list, and what its rows are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pg_saint.ir.dialect import printed
from pg_saint.ir.names import identifier
from pg_saint.presets.tables import FoundTable
from pg_saint.presets.words import COLUMNS, ending, folded, listed, role

TEXT = re.compile("text|character")
# A row of the table is something that happens, and no value of a list.
EVENTS = ("activity", "sale", "request")


@dataclass(frozen=True)
class Lookup:
    """`column` of a table holds `key` of another; `named` are the columns that say what its row is called; `stem`:
    what the column is about."""

    column: str
    stem: str
    table: FoundTable
    key: str
    named: tuple[str, ...]

    def shown(self, alias: str) -> str:
        return " || ' ' || ".join(f"{alias}.{printed(identifier(each))}" for each in self.named)


def lookups(table: FoundTable, tables: Sequence[FoundTable], without: Sequence[FoundTable]) -> Iterator[Lookup]:
    """Of the columns of `table` that point to a list, by foreign key or by its name."""
    by_name = {each.shown: each for each in tables if each not in (table, *without) and role(each.name) not in EVENTS}
    for column, type_ in table.columns.items():
        stem = re.sub(r"_?(id|idx|nr|no|key|fk|ref)$", "", column, flags=re.IGNORECASE) or column
        target = by_name.get(table.points_to.get(column, ""))
        if target is None and stem != column and column != table.key and column not in table.points_to:
            target = next((each for each in by_name.values() if _is_called(each, stem, type_)), None)
        if target is not None and target.key and (named := names_of(target)):
            yield Lookup(column, stem, target, target.key, named)


def names_of(table: FoundTable) -> tuple[str, ...]:
    """The columns that say what a row is called."""
    texts = [column for column, type_ in table.columns.items() if TEXT.match(type_)]
    for wanted in (("name",), ("title",), ("first_name", "last_name"), ("last_name",)):
        found = [next((c for c in texts if ending(c, listed(COLUMNS[each]))), None) for each in wanted]
        if all(found):
            return tuple(each for each in found if each)
    return tuple(texts[:1])


def name_of(table: FoundTable) -> str:
    """An expression over the table's own columns; empty where it has no text."""
    return " || ' ' || ".join(printed(identifier(each)) for each in names_of(table))


def _is_called(table: FoundTable, stem: str, key_type: str) -> bool:
    name, word = folded(table.name), folded(stem)
    alike = name == word or (name.startswith(word) and len(name) - len(word) <= 2)
    return alike and table.key is not None and table.columns[table.key] == key_type
