"""Computing an entity's records live, storing them, and the worker's path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pg_saint.compile.recompute.hops import resolve, resolving_can_fail
from pg_saint.compile.recompute.live import live_functions, record_rows
from pg_saint.compile.row.pieces import entity_function, record_key
from pg_saint.compile.row.record import Record
from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.objects import ADMINISTRATORS, READERS, SqlObject
from pg_saint.compile.sql.text import Sql, ident, listed, literal, render


def recompute_objects(record: Record) -> Iterator[SqlObject]:
    """In an order in which they can be created, after those of the row."""
    yield from live_functions(record)
    found = render("recompute/resolve", **resolve(record, data(record.name, "via")), replaced=Sql("saint_replaced"))
    where: dict[str, Any] = {"unsure": resolving_can_fail(record), **record_key(record)}
    yield entity_function(record, "recompute/elsewhere", open_to=READERS, resolve=Sql(f"    {found.rstrip()}"), **where)
    yield entity_function(record, "recompute/live_statuses", open_to=READERS)
    announced = listed(literal(s.name) for s in record.all_statuses if s.notify)
    yield entity_function(record, "recompute/settle", announced=announced)
    values = [c.name for c in record.columns if c.name not in ("id", "generation")]
    yield entity_function(record, "recompute/recompute", columns=list(map(ident, values)), announced=announced)
    taken = render("recompute/resolve", **resolve(record, ident("taken")), replaced=None)
    where["resolve"] = Sql(f"    {taken.rstrip()}")
    yield entity_function(record, "recompute/tick", open_to=ADMINISTRATORS, **where)
    stored, computed = (listed([ident(*row, "id"), *(ident(*row, name) for name in values)]) for row in ((), ("l",)))
    yield entity_function(record, "recompute/backfill", columns=stored, computed=computed, announced=announced)
    yield entity_function(record, "recompute/fill", open_to=ADMINISTRATORS, record=record_rows(record, None))
