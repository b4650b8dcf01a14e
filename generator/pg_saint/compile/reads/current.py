"""Each record as it is, once: what the views with one row per record read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from pg_saint.compile.row.attempts import NEEDS_BACKFILL
from pg_saint.compile.row.confidential import for_those_who_may, may_see
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.sql.text import Sql, expression, ident, type_name
from pg_saint.ir.nodes import Classes, Expr

# What stored rows, and rows that are computed, are called in reads/current.sql.
STORED, COMPUTED = "c", "saint_row"


@dataclass(frozen=True)
class Value:
    """What a view shows of a record: `over` gives it as an expression over the wide row of an alias; `type`: of the
    column; `to_backfill`: whether rows of an older generation do not hold it; `classes`: of which who sees it
    must be."""

    name: str
    type: str
    over: Callable[[str], Expr]
    to_backfill: bool
    classes: Classes = ()


def current(
    layout: EntityLayout,
    values: Sequence[Value],
    condition: Value | None = None,
    *,
    piecemeal: bool = False,
    restricted_to: Classes = (),
) -> dict[str, Any]:
    """What reads/current.sql needs to show the values of each record, or of each that meets the condition.

    Rows that do not hold all of them are computed; `piecemeal`: only for who asks for what they do not hold.
    `restricted_to`: of which classes who sees the records must be.
    """
    every = layout.needs_backfill is not None and layout.needs_backfill.records
    lacking = [value for value in values if value.to_backfill]
    is_stale = every or (not piecemeal and bool(lacking or (condition and condition.to_backfill)))
    by_parts = lacking if piecemeal else []
    read = (c for value in by_parts for c in value.over(NEEDS_BACKFILL).find_all(exp.Column))
    asked = {column.name for column in read if column.table == NEEDS_BACKFILL}
    return {
        "columns": [
            {
                "name": ident(value.name),
                "type": type_name(value.type),
                "stored": _shown(value, STORED),
                "computed": _shown(value, COMPUTED),
                "older": _shown(value, NEEDS_BACKFILL) if value in by_parts else None,
            }
            for value in values
        ],
        "condition": condition
        and {"stored": expression(condition.over(STORED)), "computed": expression(condition.over(COMPUTED))},
        "by_parts": bool(by_parts),
        "to_backfill": [ident(name) for name in sorted(asked)],
        "older_is_stale": is_stale,
        "restricted": may_see(restricted_to) or None,
    }


def _shown(value: Value, row: str) -> Sql:
    return for_those_who_may(expression(value.over(row)), value.classes)
