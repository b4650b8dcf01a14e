"""The days on which what a criterion of one status asks of events changes, and what each adds to the row, for
`saint explain`: of all that a record's row holds few days concern one status.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sqlglot import exp

from pg_saint.compile.recompute.live import events, of_records, said
from pg_saint.compile.recompute.passing import is_reached, is_standing, reads_today
from pg_saint.compile.recompute.recent import recent
from pg_saint.compile.row.differences import EXACT
from pg_saint.compile.row.layout import Accumulator, EntityLayout, accumulators
from pg_saint.compile.row.pieces import can_fail_live
from pg_saint.compile.row.source_links import ADDED, SourceLink, present
from pg_saint.compile.sql.expressions import columns_of, of_row, replace_columns
from pg_saint.compile.sql.text import Sql, expression, ident, listed, literal, type_name
from pg_saint.ir.dialect import cast
from pg_saint.ir.names import column, identifier
from pg_saint.ir.nodes import Aggregate, Criterion
from pg_saint.ir.temporal import is_today
from pg_saint.ir.types import base_type

# The day on which an event enters or leaves a window, and the one before, which counts against it.
DAY = column("today", "d")
# How often an event counts.
TIMES = "d.weight * event.saint_events"
# Beside the CRM's columns, one of which may be called today.
TODAY = exp.Dot(this=identifier("saint"), expression=exp.Anonymous(this="today"))
# Of what type a text may be by a collation that ignores case, and 1.0 is 1.00.
WRITTEN = ("text", "character varying", "numeric")


@dataclass(frozen=True)
class _AsSeen(SourceLink):
    """The events of a source as some criteria of one status see them."""

    criteria: tuple[Criterion, ...]

    @cached_property
    def aggregates(self) -> tuple[Aggregate, ...]:
        asked = [self.layout.value_of(each.expr, "c", written_out=True) for each in self.criteria]
        used = set(columns_of(asked))
        return tuple(each for each in self.layout.aggregates_of(self.source) if each.column in used)

    @property
    def moving(self) -> list[Accumulator]:
        """What days change of it."""
        return [a for each in self.aggregates if not is_standing(each) for a in accumulators(each)]

    @property
    def can_be_moved(self) -> bool:
        """Whether a day only adds to it, and takes away what it added before."""
        return not self.link.many and all(map(_can_be_moved, self.moving))


def turning(layout: EntityLayout) -> list[dict[str, Any]] | None:
    """By status, of each source that it asks: its events, and the days. `moving`: what of the row a day changes, where
    that can be added to it; empty where the record has to be computed for each day. None where days do not follow from
    events and from the row alone, or where reading them can raise an error."""
    return None if layout.asked or can_fail_live(layout) else list(_turning(layout))


def _turning(layout: EntityLayout) -> Iterator[dict[str, Any]]:
    for status in layout.statuses:
        every = [_AsSeen(layout, source, status.criteria) for source in layout.sources]
        links = [each for each in every if each.changes]
        if not links:
            continue
        pieces: dict[str, Any] = {"status": literal(status.name)}
        if all(each.can_be_moved for each in every):
            moving = [a for each in links for a in each.moving]
            sources = [
                {**_events(each), "moved": list(_moved(each, moving)), "told_by": _told_by(each)} for each in links
            ]
            yield {**pieces, "sources": sources, "moving": list(map(_adding, moving))}
        else:
            yield {**pieces, "sources": list(map(_days, links)), "moving": []}


def _days(seen: _AsSeen) -> dict[str, Any]:
    """Each day with the criterion that it concerns: those of one that has turned are passed over."""
    changes = [
        {**change, "place": literal(place)}
        for place, criterion in enumerate(seen.criteria, start=1)
        for change in events(replace(seen, criteria=(criterion,)))["changes"]
    ]
    return {**_events(seen), "changes": changes}


def _events(seen: _AsSeen) -> dict[str, Any]:
    young = recent(seen, TODAY)
    return {**events(seen), "where": of_records(seen, f"= $2::{seen.layout.key_type}", young)}


def _told_by(seen: _AsSeen) -> Sql | None:
    """By what events are told that are the same: their values, and where equal ones need not be the same, as they are
    written. None where values cannot be compared."""
    types = {ident("e", field.name): base_type(field.type) for field in seen.fields}
    if not types or not all(type_ in (*EXACT, "numeric") for type_ in types.values()):
        return None
    written = [Sql(f'{name}::text collate "C"') for name, type_ in types.items() if type_ in WRITTEN]
    return listed([*types, *written])


def _can_be_moved(accumulator: Accumulator) -> bool:
    if reads_today(accumulator.aggregate.argument):
        return False
    return accumulator.type in ADDED if accumulator.additive else is_reached(accumulator.aggregate)


def _moved(seen: _AsSeen, moving: Iterable[Accumulator]) -> Iterator[dict[str, Any]]:
    """By what the events of the source move each of these on a day."""
    own = {id(a.aggregate) for a in seen.moving}
    for a in moving:
        mine = id(a.aggregate) in own
        value = _difference(a) if mine else Sql(f"null::{type_name(a.type)}")
        yield {
            "name": ident(a.column),
            "value": value,
            "comment": said(a) if mine and a.column == a.aggregate.column else None,
        }


def _difference(accumulator: Accumulator) -> Sql:
    condition, argument = present(accumulator), accumulator.aggregate.argument
    assert condition is not None
    taken = replace_columns(of_row(condition, "event"), lambda node: DAY.copy() if is_today(node) else node)
    if accumulator.kind == "count":
        call = f"sum({TIMES})"
    else:
        assert argument is not None
        value = expression(cast(of_row(argument, "event"), "numeric" if accumulator.additive else accumulator.type))
        call = f"sum({TIMES} * {value})" if accumulator.additive else f"{accumulator.kind}({value})"
    return Sql(f"{call} filter (where {expression(taken)})")


def _adding(accumulator: Accumulator) -> dict[str, Any]:
    """`total`: of all events of a day; `value`: the row's, with that; `doubted`: whether it cannot be had so: NaN and
    infinity are not taken away by a subtraction, nor are digits after the point, of which an average would show more.
    """
    name = ident(accumulator.column)
    of_row_, of_day = ident("later", accumulator.column), ident("moved", accumulator.column)
    total = Sql(f"{'sum' if accumulator.additive else accumulator.kind}(m.{name})")
    value = Sql(f"{of_row_} + coalesce({of_day}, 0)")
    if not accumulator.additive:
        value = Sql(f"{'least' if accumulator.kind == 'min' else 'greatest'}({of_row_}, {of_day})")
    doubted = accumulator.kind == "sum" and accumulator.type == "numeric"
    return {
        "name": name,
        "total": Sql(f"{total}::bigint") if accumulator.type == "bigint" else total,
        "row": of_row_,
        "value": value,
        "null": Sql(f"null::{type_name(accumulator.type)}"),
        "doubted": Sql(f"not ({of_row_} between -1e1000 and 1e1000 and scale({of_row_}) <= 8)") if doubted else None,
    }
