"""Marks that carry their difference: what a changed row adds to a record, or takes from it.

Where a row of a source holds all that counts, a writer that may not touch the wide row leaves in the mark what it would
have added. Readers add it to the stored row, a tick folds it in: whatever the record's history, no event is read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from sqlglot import exp

from pg_saint.compile.row.layout import Accumulator, EntityLayout
from pg_saint.compile.row.row_values import RowValues, Value
from pg_saint.compile.row.source_links import SourceLink, Taken, source_links
from pg_saint.compile.sql.expressions import replace_columns
from pg_saint.compile.sql.names import Names
from pg_saint.compile.sql.objects import TableColumn
from pg_saint.compile.sql.text import Sql, expression, ident, listed, literal
from pg_saint.ir.brackets import term
from pg_saint.ir.dialect import cast
from pg_saint.ir.names import column
from pg_saint.ir.nodes import Expr
from pg_saint.ir.temporal import is_today
from pg_saint.ir.types import INTEGERS, base_type

# Of each mark: which kind of difference it carries (NULL: none, the record is to be recomputed), and how many rows came
# (1 and more) or went (-1 and less).
KIND = TableColumn("difference", "integer")
WEIGHT = TableColumn("weight", "integer")

DAY = column("saint_day", "m")
EXACT = (
    *INTEGERS, "boolean", "date", "timestamp without time zone", "timestamp with time zone", "uuid", "text",
    "character varying",
)  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """What a mark says of a changed row of one source. `names`: of the columns in the table of marks."""

    source_link: SourceLink
    names: Names

    @cached_property
    def _row(self) -> RowValues:
        return RowValues((self.source_link,))

    @cached_property
    def values(self) -> dict[str, Value]:
        """What is kept of the row, by what it is: its filters (1 or 0) and the fields that are read."""
        return {key: each for key, each in self._row.read_values.items() if not key.startswith("link ")}

    def column(self, key: str) -> str:
        return self.names.of(self.source_link.source.name, self.values[key].name)

    @property
    def columns(self) -> Iterator[TableColumn]:
        for key, each in self.values.items():
            yield TableColumn(self.column(key), "smallint" if key.startswith("filter ") else each.type)

    @property
    def not_exact(self) -> list[str]:
        """The columns of values that can be equal without being the same (1.0 and 1.00)."""
        return [c.name for c in self.columns if base_type(c.type) not in EXACT]

    @cached_property
    def kind(self) -> Sql:
        """A number that says what the columns of such a mark mean: under another definition it is another one, and the
        mark says only that the record is to be recomputed."""
        source = self.source_link.source
        parts = [source.name, source.tree.table.name, expression(self.source_link.link.id)]
        for key, each in self.values.items():
            parts += [self.column(key), each.type, key, expression(each.expr)]
        if source.tree.where is not None:
            parts.append(expression(source.tree.where))
        digest = hashlib.sha256("\n".join(parts).encode()).digest()
        return literal(int.from_bytes(digest[:4], "big") >> 1)

    # --- what is added up of all marks of a record, in the table of marks `m`

    def sums(self) -> Iterator[dict[str, Any]]:
        """For each stored column what the marks add to it, or the extreme of what came and of what went."""
        for accumulator in self.source_link.accumulators:
            name = ident(accumulator.column)
            if accumulator.additive:
                yield {"name": name, "value": self._filtered(self._added(accumulator), accumulator)}
                continue
            value = self._value(accumulator)
            call = Sql(f"{accumulator.kind}({value})")
            for word, weight in (("came", "m.weight > 0"), ("went", "m.weight < 0")):
                yield {
                    "name": ident(f"{accumulator.column} {word}"),
                    "value": self._filtered(call, accumulator, Sql(weight)),
                }

    def conditions(self) -> Iterator[Sql]:
        """What a sum can be brought up to date with: NaN and infinity are not taken away by a subtraction, nor are
        digits after the point, of which an average would show more than it has."""
        sums = [a for a in self.source_link.accumulators if a.kind == "sum" and a.type == "numeric"]
        for amount in dict.fromkeys(self._amount(a) for a in sums):
            yield Sql(f"coalesce({amount} between -1e1000 and 1e1000, true)")
            yield Sql(f"(m.weight > 0 or coalesce(scale({amount}) <= 8, true))")

    @property
    def totals(self) -> list[Sql]:
        """The stored sums that may have no room for more."""
        own = self.source_link.accumulators
        return [ident("c", a.column) for a in own if a.kind == "sum" and a.aggregate.most is None]

    def _added(self, accumulator: Accumulator) -> Sql:
        if accumulator.kind == "count":
            return Sql("sum(m.weight)")
        return Sql(f"sum(m.weight * {self._amount(accumulator)})")

    def _amount(self, accumulator: Accumulator) -> Sql:
        argument = accumulator.aggregate.argument
        assert argument is not None
        return expression(cast(self._of_mark(argument), accumulator.type))

    def _value(self, accumulator: Accumulator) -> Sql:
        argument = accumulator.aggregate.argument
        assert argument is not None
        return expression(self._of_mark(argument))

    def _filtered(self, call: Sql, accumulator: Accumulator, *conditions: Sql) -> Sql:
        return Sql(f"{call} filter (where {self._counted(accumulator, *conditions)})")

    def _counted(self, accumulator: Accumulator, *conditions: Sql) -> Sql:
        own = (self._filter(accumulator), self._window(accumulator))
        parts = [Sql(f"m.difference = {self.kind}"), *conditions, *(each for each in own if each)]
        return listed(parts, " and ")

    def _filter(self, accumulator: Accumulator) -> Sql | None:
        key = f"filter {self._row.taken[id(accumulator)].rest_text}"
        return Sql(f"{ident('m', self.column(key))} = 1") if key in self.values else None

    def _window(self, accumulator: Accumulator) -> Sql | None:
        window = self._row.taken[id(accumulator)].window
        return None if window is None else expression(term(self._of_mark(window)))

    # --- what one mark `m` adds to a row `saint_row`; the best of what went is in another, `saint_went`

    def additions(self) -> Iterator[dict[str, Any]]:
        """The stored columns, by the filter and the window by which a mark counts for them."""
        found: dict[Sql | None, dict[Sql | None, list[Accumulator]]] = {}
        for a in self.source_link.accumulators:
            found.setdefault(self._filter(a), {}).setdefault(self._window(a), []).append(a)
        for condition, windows in found.items():
            yield {
                "condition": condition,
                "windows": [
                    {
                        "condition": window,
                        "added": [self._addition(a) for a in of_window if a.additive],
                        "extremes": [self._extreme(a) for a in of_window if not a.additive],
                    }
                    for window, of_window in windows.items()
                ],
            }

    def _addition(self, accumulator: Accumulator) -> dict[str, Sql]:
        stored = ident("saint_row", accumulator.column)
        count = accumulator.kind == "count"
        more = Sql("m.weight") if count else Sql(f"coalesce(m.weight * {self._amount(accumulator)}, 0)")
        return {"column": stored, "value": Sql(f"{stored} + {more}")}

    def _extreme(self, accumulator: Accumulator) -> dict[str, Sql]:
        came, went = (ident(row, accumulator.column) for row in ("saint_row", "saint_went"))
        best, value = best_of(accumulator), self._value(accumulator)
        return {
            "came": came,
            "best_of_came": Sql(f"{best}({came}, {value})"),
            "went": went,
            "best_of_went": Sql(f"{best}({went}, {value})"),
        }

    def changes(self) -> Iterator[dict[str, Any]]:
        """The days on which a row that came enters or leaves a window."""
        for change in self.source_link.changes:
            key = f"filter {Taken.of(change.condition).rest_text}"
            yield {
                "date": expression(self._of_mark(change.date)),
                "ahead": expression(self._of_mark(change.ahead_of(exp.column("today")))),
                "filter": ident("m", self.column(key)) if key in self.values else None,
                "kind": self.kind,
            }

    def _of_mark(self, expr: Expr) -> Expr:
        """An event-level expression read from the mark, as of the day for which it is added."""

        def replacement(node: exp.Column) -> Expr:
            return DAY.copy() if is_today(node) else column(self.column(f"field {node.name}"), "m")

        return replace_columns(expr, replacement)


def best_of(accumulator: Accumulator) -> Sql:
    """What keeps the minimum or maximum of two."""
    return Sql("least" if accumulator.kind == "min" else "greatest")


@lru_cache(maxsize=64)
def differences(layout: EntityLayout) -> dict[str, Difference]:
    """By source, of those whose rows hold all that counts for the entity's records."""
    names = Names()
    return {each.source.name: Difference(each, names) for each in source_links(layout) if each.in_the_row}


def mark_columns(layout: EntityLayout) -> tuple[TableColumn, ...]:
    """The columns of the entity's table of marks that hold differences."""
    own = differences(layout).values()
    return (KIND, WEIGHT, *(each for difference in own for each in difference.columns)) if own else ()
