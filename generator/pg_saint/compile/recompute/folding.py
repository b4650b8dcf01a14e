"""Differences that marks carry, added to the stored rows: by a reader, and for good by a tick."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pg_saint.compile.recompute.extremes import extremes_function
from pg_saint.compile.recompute.hops import asked_records
from pg_saint.compile.recompute.live import open_to
from pg_saint.compile.row.differences import Difference, best_of, differences
from pg_saint.compile.row.layout import ANSWERS, Accumulator, EntityLayout
from pg_saint.compile.row.pieces import entity_function
from pg_saint.compile.row.source_links import SourceLink
from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.objects import SqlObject
from pg_saint.compile.sql.text import Sql, ident, listed, literal, type_name

# Of how many marks adding one by one costs more than adding them up at once.
MOST_MARKS = 50
# Records: so many are folded each by itself, which needs no aggregate for each column to be set up.
FEW = 5


def folding_objects(layout: EntityLayout, announced: Sql) -> Iterator[SqlObject]:
    """In an order in which they can be created, after E_live(). None where no source's rows hold all that counts."""
    own = list(differences(layout).values())
    if not own:
        return
    yield entity_function(layout, "recompute/folded", open_to=open_to(layout), **_pieces_of_one(own))
    yield entity_function(layout, "recompute/folded_many", **_pieces(layout, own))
    if found := _extremes(own):
        yield extremes_function(layout, found)
    stored = [ident(c.name) for c in layout.columns if c.name not in ("id", "generation")]
    yield entity_function(layout, "recompute/fold", columns=stored, announced=announced, few=Sql(str(FEW)))
    asked: dict[str, Any] = {"asked_of_many": [], "asked_of_one": asked_records(layout)}
    yield entity_function(layout, "recompute/current", open_to=open_to(layout), **asked)


def _extremes(own: list[Difference]) -> list[tuple[SourceLink, Accumulator]]:
    return [(each.source_link, a) for each in own for a in each.source_link.accumulators if not a.additive]


def _pieces(layout: EntityLayout, own: list[Difference]) -> dict[str, Any]:
    changes = [change for each in own for change in each.changes()]
    return {
        "kinds": listed(each.kind for each in own),
        "conditions": [condition for each in own for condition in each.conditions()],
        "sums": [piece for each in own for piece in each.sums()],
        "changes": changes,
        "columns": list(_columns(layout, own, bool(changes))),
        "totals": [total for each in own for total in each.totals],
        "lost": [_lost(a) for _, a in _extremes(own)],
    }


def _pieces_of_one(own: list[Difference]) -> dict[str, Any]:
    return {
        "by_source": [
            {
                "kind": each.kind,
                "name": Sql(each.source_link.source.name),
                "conditions": listed(each.conditions(), " and "),
                "filters": list(each.additions()),
                "changes": list(each.changes()),
            }
            for each in own
        ],
        "totals": [total for each in own for total in each.totals],
        "lost": [_lost_of_one(a) for _, a in _extremes(own)],
        "most": Sql(str(MOST_MARKS)),
    }


def _columns(layout: EntityLayout, own: list[Difference], changes: bool) -> Iterator[dict[str, Sql | None]]:
    """The wide row's columns in the order of its table: what is stored with what was added, the same where an extreme
    may be lost, and how each is read once all are known."""
    known = {
        "as_of": Sql("d.saint_day"),
        "next_change": Sql("least(c.next_change, d.next_change)") if changes else Sql("c.next_change"),
        "statuses": Sql("'{}'::text[]"),
    }
    looked_for = {}
    for each in own:
        for a in each.source_link.accumulators:
            known[a.column] = _sum(a) if a.additive else _best(a)
            if not a.additive:
                looked_for[a.column] = Sql(
                    f"case when {literal(a.column)} = any (s.saint_lost) then {ident('x', a.column)}"
                    f" else {ident('s', a.column)} end"
                )
    row = Sql("wide.saint_row")
    read = {
        "next_change": Sql(f"least(wide.next_change, {data(layout.name, 'next_change')}({row}))"),
        "statuses": Sql(f"{data(layout.name, 'statuses')}({row})"),
        ANSWERS: Sql(f"{data(layout.name, 'answers')}({row})"),
    }
    for c in layout.columns:
        yield {
            "name": ident(c.name),
            "value": known.get(c.name, ident("c", c.name)),
            "sought": looked_for.get(c.name, ident("s", c.name)),
            "read": read.get(c.name, ident("wide", c.name)),
        }


def _sum(accumulator: Accumulator) -> Sql:
    name = accumulator.column
    return Sql(f"({ident('c', name)} + coalesce({ident('d', name)}, 0))::{type_name(accumulator.type)}")


def _best(accumulator: Accumulator) -> Sql:
    """Of what is stored and what came."""
    return Sql(f"{best_of(accumulator)}({ident('c', accumulator.column)}, {ident('d', f'{accumulator.column} came')})")


def _lost(accumulator: Accumulator) -> dict[str, Sql]:
    """The column, and whether what went was as good as the best, or better: then that may be it."""
    went = ident("d", f"{accumulator.column} went")
    return {"name": literal(accumulator.column), "is_lost": _is_lost(accumulator, went, _best(accumulator))}


def _lost_of_one(accumulator: Accumulator) -> dict[str, Sql]:
    stored, found, went = (ident(row, accumulator.column) for row in ("saint_row", "saint_found", "saint_went"))
    return {
        "name": literal(accumulator.column),
        "is_lost": _is_lost(accumulator, went, stored),
        "stored": stored,
        "found": found,
    }


def _is_lost(accumulator: Accumulator, went: Sql, best: Sql) -> Sql:
    passes = "<" if accumulator.kind == "min" else ">"
    return Sql(f"{went} is not null and ({best} {passes} {went}) is not true")
