"""The pieces of a trigger function that add a changed row's difference in place."""

from __future__ import annotations

from typing import Any

from pg_saint.compile.maintain.contribution import Contribution
from pg_saint.compile.maintain.marks import marks_of, record_id
from pg_saint.compile.maintain.triggers import TriggerEvent
from pg_saint.compile.row.dependencies import of_source_link
from pg_saint.compile.row.differences import differences
from pg_saint.compile.row.layout import Accumulator
from pg_saint.compile.row.pieces import names_of
from pg_saint.compile.row.source_links import SourceLink
from pg_saint.compile.sql.names import Names
from pg_saint.compile.sql.text import Sql, ident


def delta(group: tuple[SourceLink, ...], event: TriggerEvent, variables: Names) -> dict[str, Any]:
    # A row that came or went and does not count names no record.
    contribution = Contribution(group, admitted=len(event.sides) == 1, names=variables)
    return {
        **_rows(contribution),
        "variables": list(contribution.declared(event.sides)),
        "read": contribution.read,
        "where": contribution.where,
        "admitted": Contribution(group, admitted=True).where,
        "into_new": contribution.into("new"),
        "into_old": contribution.into("old"),
        "windows_new": list(contribution.windows_of("new")),
        "windows_old": list(contribution.windows_of("old")),
        "near": contribution.near_of() if event.sides == ("new",) else None,
        "next_changes": list(contribution.next_changes_of()),
        "entities": [_entity(contribution, source_link) for source_link in contribution.group],
        "kept_entities": [_kept(Contribution(group, admitted=True), source_link) for source_link in group],
    }


def deferred(group: tuple[SourceLink, ...]) -> dict[str, Any]:
    contribution = Contribution(group, admitted=True)
    return {
        **_rows(contribution),
        "admitted": contribution.where,
        "entities": [_kept(contribution, each) for each in group],
    }


def _rows(contribution: Contribution) -> dict[str, Any]:
    alias = contribution.source.tree.alias
    return {
        "source": Sql(contribution.source.name),
        "alias": ident(alias),
        "marks": marks_of([each for source_link in contribution.group for each in of_source_link(source_link)]),
    }


def _entity(contribution: Contribution, source_link: SourceLink) -> dict[str, Any]:
    own = source_link.accumulators
    return {
        **_kept(contribution, source_link),
        "new_id": contribution.link(source_link, "new"),
        "old_id": contribution.link(source_link, "old"),
        "next_change_of_new": contribution.next_change(source_link),
        "next_change_if_near": contribution.next_change_if_near(source_link),
        "new_amounts": contribution.amounts(source_link, "new"),
        "old_amounts": contribution.amounts(source_link, "old"),
        "totals": [ident("c", a.column) for a in own if a.kind == "sum" and a.aggregate.most is None],
        "additive": [_piece(contribution, accumulator) for accumulator in own if accumulator.additive],
        "extremes": [_piece(contribution, accumulator) for accumulator in own if not accumulator.additive],
    }


def _kept(contribution: Contribution, source_link: SourceLink) -> dict[str, Any]:
    """What a mark keeps of a row: its columns, their values read from the transition table, and from the variables."""
    layout = source_link.layout
    difference = differences(layout)[source_link.source.name]
    values = [contribution.kept(key) for key in difference.values]
    names = [ident(difference.column(key)) for key in difference.values]
    return {
        **names_of(layout),
        "id": record_id(source_link.link.id, layout, source_link.source.tree.table),
        "kind": difference.kind,
        "kept": names,
        "kept_read": [Sql(f"{value} as {name}") for (value, _), name in zip(values, names, strict=True)],
        "kept_new": [new for _, (new, _) in values],
        "kept_old": [old for _, (_, old) in values],
        "as_written": [Sql(f'{ident("x", name)}::text collate "C"') for name in difference.not_exact],
    }


def _piece(contribution: Contribution, accumulator: Accumulator) -> dict[str, Any]:
    """An accumulator's column, and what the row is worth to it as it is now and as it was."""
    least = accumulator.kind == "min"
    return {
        "column": ident(accumulator.column),
        "new": contribution.worth(accumulator, "new"),
        "near": contribution.near_worth(accumulator),
        "old": contribution.worth(accumulator, "old"),
        "function": Sql("least" if least else "greatest"),
        "reaches": Sql("<=" if least else ">="),
        "passes": Sql("<" if least else ">"),
    }
