"""The days on which what one status asks of events changes, for `saint explain`: of all that a record's row holds few
days concern one status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlglot import exp

from pg_saint.compile.recompute.live import events, of_records
from pg_saint.compile.recompute.recent import recent
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.pieces import can_fail_live
from pg_saint.compile.row.source_links import SourceLink
from pg_saint.compile.sql.expressions import columns_of
from pg_saint.compile.sql.text import literal
from pg_saint.ir.nodes import Aggregate, Status


@dataclass(frozen=True)
class _OfStatus(SourceLink):
    """The events of a source as one status sees them."""

    status: Status

    @cached_property
    def aggregates(self) -> tuple[Aggregate, ...]:
        used = set(columns_of([self.layout.condition(self.status, "c", written_out=True)]))
        return tuple(each for each in self.layout.aggregates_of(self.source) if each.column in used)


def turning(layout: EntityLayout) -> list[dict[str, Any]] | None:
    """By status, of each source that it asks: its events, and the days. None where days do not follow from events and
    from the row alone, or where reading them can raise an error."""
    return None if layout.asked or can_fail_live(layout) else list(_turning(layout))


def _turning(layout: EntityLayout) -> Iterator[dict[str, Any]]:
    for status in layout.statuses:
        links = [_OfStatus(layout, source, status) for source in layout.sources]
        sources = [_days(each) for each in links if each.changes]
        if sources:
            yield {"status": literal(status.name), "sources": sources}


def _days(source_link: _OfStatus) -> dict[str, Any]:
    young = recent(source_link, exp.column("today"))
    key = f"= $2::{source_link.layout.key_type}"
    return {**events(source_link), "where": of_records(source_link, key, young)}
