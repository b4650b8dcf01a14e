"""The values that are taken from one row of a source: what its difference to a record depends on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sqlglot import exp

from pg_saint.compile.row.layout import Accumulator
from pg_saint.compile.row.source_links import SourceLink, Taken
from pg_saint.compile.sql.expressions import columns_of, indexable, written_out
from pg_saint.compile.sql.text import Sql, both, expression
from pg_saint.ir.names import unique_name
from pg_saint.ir.nodes import Expr, Field, Source
from pg_saint.ir.temporal import conjuncts


@dataclass(frozen=True)
class Value:
    """A value that the trigger function takes from a changed row: its name apart from others, its type, and the
    expression: row-level where it is read from the row, event-level where it is computed afterwards."""

    name: str
    type: str
    expr: Expr


@dataclass(frozen=True)
class RowValues:
    """What the group of entities reads of a source's row. Where `admitted`, only rows that the source's own filter lets
    through are read, so that nothing asks again. Of an update both rows are read, whether they count or not."""

    group: tuple[SourceLink, ...]
    admitted: bool = False

    @property
    def source(self) -> Source:
        return self.group[0].source

    @property
    def accumulators(self) -> list[Accumulator]:
        return [accumulator for source_link in self.group for accumulator in source_link.accumulators]

    @cached_property
    def read_values(self) -> dict[str, Value]:
        """What is read from the row, by what it is: an entity (the record's id), a filter, a field of the source."""
        found: dict[str, Value] = {}
        taken: set[str] = set()

        def value(key: str, name: str, type_: str, expr: Expr) -> None:
            if key not in found:
                unique = unique_name(name, taken)
                taken.add(unique)
                found[key] = Value(unique, type_, expr)

        for source_link in self.group:
            id = indexable(source_link.link.id, source_link.layout.key_type, self.source.tree.table)
            value(f"link {source_link.layout.name}", f"{source_link.layout.name}_id", source_link.layout.key_type, id)
        used = set(columns_of(self._computed))
        for each in self._fields:
            if each.name in used:
                value(f"field {each.name}", each.name, each.type, each.expr)
        for number, (text, condition) in enumerate(self.filters.items(), start=1):
            value(f"filter {text}", f"filter{number}", "integer", condition)
        return found

    @property
    def _computed(self) -> list[Expr | None]:
        """The event-level expressions that are computed from the fields that were read."""
        arguments = [a.aggregate.argument for a in self.accumulators if a.kind != "count"]
        dates = [change.value for source_link in self.group for change in source_link.changes]
        return [*(window.expr for window in self.windows.values()), *arguments, *dates]

    @cached_property
    def filters(self) -> dict[str, Expr]:
        """What decides, whatever the day, whether a row that the source's own filter lets through counts: by its text
        at event level, at row level."""
        changes = [change for source_link in self.group for change in source_link.changes]
        found: dict[str, Expr] = {}
        for taken in (*self.taken.values(), *(Taken.of(change.condition) for change in changes)):
            if taken.rest_text not in found and (taken.rest or self._asks_for_the_row):
                found[taken.rest_text] = both(self._at_row_level(part) for part in taken.rest) or exp.true()
        return found

    @property
    def _asks_for_the_row(self) -> bool:
        return self.source.tree.where is not None and not self.admitted

    @cached_property
    def taken(self) -> dict[int, Taken]:
        """By the accumulator's identity."""
        return {key: taken for source_link in self.group for key, taken in source_link.taken.items()}

    def _at_row_level(self, expr: Expr) -> Expr:
        return written_out(expr, {field.name: field.expr for field in self._fields})

    @property
    def _fields(self) -> list[Field]:
        return [*{field.name: field for source_link in self.group for field in source_link.all_fields}.values()]

    @cached_property
    def windows(self) -> dict[str, Value]:
        """What the filters ask of the clock, by its text; computed once: most counters have one of few windows."""
        found: dict[str, Value] = {}
        for taken in self.taken.values():
            if taken.window is not None and taken.window_text not in found:
                found[taken.window_text] = Value(f"window{len(found) + 1}", "integer", taken.window)
        return found

    @property
    def where(self) -> Sql | None:
        """From which of its rows."""
        condition = self.source.tree.where
        return expression(condition) if condition is not None and self.admitted else None

    def asked(self, key: str, value: Value) -> Expr:
        if not key.startswith("filter "):
            return value.expr
        conditions = [value.expr] if value.expr != exp.true() else []
        if not self.admitted:
            conditions = [*conjuncts(self.source.tree.where), *conditions]
        return one(both(conditions))


def one(condition: Expr | None) -> Expr:
    """1 where the condition holds, or where there is none; else 0."""
    if condition is None:
        return exp.Literal.number(1)
    return exp.Case(ifs=[exp.If(this=condition.copy(), true=exp.Literal.number(1))], default=exp.Literal.number(0))
