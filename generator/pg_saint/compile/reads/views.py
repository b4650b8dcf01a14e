"""The public views, and what of ours they stand on. None of them names a CRM table."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from sqlglot import exp

from pg_saint.compile.reads.current import Value, current
from pg_saint.compile.reads.every_schema import is_there
from pg_saint.compile.reads.needs_backfill import reads_backfill, stale_or_to_backfill, statuses_to_backfill
from pg_saint.compile.row.confidential import may_see
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.pieces import names_for_readers
from pg_saint.compile.sql.names import data, public
from pg_saint.compile.sql.objects import READERS, SqlObject
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql, array_of, ident, listed, literal, type_name, words
from pg_saint.ir.definition import Definition
from pg_saint.ir.nodes import Classes, Status
from pg_saint.ir.types import FLOATS, NUMBERS

MOST_PERIODS = 8


def entity_views(layout: EntityLayout) -> Iterator[SqlObject]:
    name = layout.name
    yield _view(layout, "stale_view", data(name, "stale"))
    counters = [
        Value(
            counter.name,
            counter.type,
            partial(layout.read, counter.expr),
            reads_backfill(layout, [counter.expr]),
            layout.classes(counter.expr),
        )
        for counter in layout.counters
    ]
    yield _view(layout, "counter_view", public(name, "counter"), current=current(layout, counters, piecemeal=True))
    to_backfill, backfilled = statuses_to_backfill(layout)
    shown = {
        "to_backfill": to_backfill,
        "backfilled": backfilled,
        "statuses": listed(literal(status.name) for status in layout.statuses),
        "constants": list(_constants(layout)),
    }
    yield _view(layout, "status_view", public(name, "status"), **shown)
    by_rank = sorted(layout.statuses, key=lambda status: (status.rank, status.name))
    read = current(layout, [_statuses(layout)])
    visual = first_of(layout, [status for status in by_rank if status.visual])
    yield _view(layout, "watermark_view", public(name, "watermark"), visual=visual, current=read)
    ranked = [literal(status.name) for status in by_rank]
    of_all = first_of(layout, by_rank)
    yield _view(layout, "card_view", public(name, "card"), statuses=ranked, all=of_all, visual=visual, current=read)


def _statuses(layout: EntityLayout) -> Value:
    to_backfill, _ = statuses_to_backfill(layout)
    return Value("statuses", "text[]", partial(exp.column, "statuses"), bool(to_backfill))


def first_of(layout: EntityLayout, statuses: list[Status]) -> dict[str, Sql]:
    """Which of the statuses a record has first, as its ordinal, and what the definition says of each, to look up by
    that: arrays in this order."""
    language = layout.definition.languages[0]

    def constants(type_: str, value: Callable[[Status], str | int | None]) -> Sql:
        return Sql(f"({array_of(map(value, statuses), type_)})")

    cases = [
        Sql(f"when {literal(status.name)} = any (record.statuses) then {ordinal}")
        for ordinal, status in enumerate(statuses, start=1)
    ]
    return {
        # Most records have none: then nothing is looked for.
        "first": words("case when cardinality(record.statuses) = 0 then null", *cases, "end")
        if cases
        else Sql("null::integer"),
        "names": constants("text", lambda status: status.name),
        "titles": constants("text", lambda status: status.titles.get(language)),
        "ranks": constants("integer", lambda status: status.rank),
        "visual": constants("boolean", lambda status: status.visual),
        "images": constants("text", lambda status: status.image.key if status.image else None),
        "media_types": constants("text", lambda status: status.image.media_type if status.image else None),
    }


def _constants(layout: EntityLayout) -> Iterator[dict[str, Any]]:
    """What the definition says of each status, in their order: its name in the first language, its rank, whether it is
    visual."""
    language = layout.definition.languages[0]

    def constant(name: str, type_: str, value: Callable[[Status], str | int | None]) -> dict[str, Any]:
        values = listed(literal(value(status)) for status in layout.statuses)
        return {"name": ident(name), "type": type_name(type_), "by_status": values}

    yield constant("name", "text", lambda status: status.titles.get(language))
    yield constant("rank", "integer", lambda status: status.rank)
    yield constant("visual", "boolean", lambda status: status.visual)


def overall_views(
    definition: Definition, layouts: list[EntityLayout], in_shards: Sequence[EntityLayout]
) -> Iterator[SqlObject]:
    """The views over all entities; they stand after every entity's own. `in_shards`: those of which nothing is
    stored."""
    computed = [{"literal": literal(r.name), "view": public(r.name, "status"), "there": None} for r in in_shards]
    entities = [
        {
            **names_for_readers(r),
            "literal": literal(r.name),
            "view": public(r.name, "status"),
            "stale": stale_or_to_backfill(r),
            "there": is_there(r.entity.schema),
        }
        for r in layouts
    ]
    language = literal(definition.languages[0])
    counters = [shape for layout in (*layouts, *in_shards) for shape in _shapes(layout)]
    yield _public("statusvalue", "statusvalue_view", entities=[*entities, *computed])
    yield _public("status_history", "history_view", entities=entities)
    yield _public("status_period", "status_period_view")
    yield _public("status_daily", "status_daily_view")
    yield _public("statusdef", "statusdef_view", language=language)
    nothing = listed(_shape_columns({}))
    yield _public("countervalue", "countervalue_view", counters=counters, nothing=nothing)


def _shapes(layout: EntityLayout) -> Iterator[dict[str, Any]]:
    """One row for each set of standard counters, one for its amounts, and one for each counter of the user's own: a
    number is its total, a date its last."""
    rows: dict[str, dict[str, str]] = {}
    for counter in layout.counters:
        if counter.standard is not None:
            of, role = counter.standard
            if role.startswith("amount"):
                of, role = f"{of}_amount", role.replace("amount", "count")
            rows.setdefault(of, {})[role] = counter.name
        elif counter.type == "date":
            rows[counter.name] = {"last": counter.name}
        elif counter.type in NUMBERS:
            rows[counter.name] = {"count": counter.name}
    classes = {counter.name: layout.classes(counter.expr) for counter in layout.counters}
    floats = {counter.name for counter in layout.counters if counter.type in FLOATS}
    for name, roles in rows.items():
        yield {
            "entity": literal(layout.name),
            "counter": literal(name),
            "view": public(layout.name, "counter"),
            "columns": listed(_shape_columns(roles, floats)),
            "there": _and(is_there(layout.entity.schema), _of_all(classes[name] for name in roles.values())),
        }


def _of_all(found: Iterable[Classes]) -> Sql | None:
    """Where all that a row would show is confidential, it is not there for the others."""
    shared = set.intersection(*map(set, found))
    return may_see(tuple(sorted(shared))) if shared else None


def _and(*conditions: Sql | None) -> Sql | None:
    return listed((each for each in conditions if each), " and ") or None


def _shape_columns(roles: dict[str, str], floats: Container[str] = ()) -> Iterator[Sql]:
    """Always the same ones, so that what stands on the view stays when the number of periods changes."""

    def value(role: str, type_: str, name: str) -> Sql:
        stored = ident("c", roles[role]) if role in roles else Sql("null")
        if roles.get(role) in floats:
            stored = Sql(f"saint.exact({stored})")
        return Sql(f"{stored}::{type_} as {name}")

    periods = range(1, MOST_PERIODS + 1)
    yield value("count", "numeric", "total")
    yield value("open", "bigint", "open")
    yield from (value(f"count_period{n}", "numeric", f"period{n}") for n in periods)
    yield from (value(role, "date", role) for role in ("last", "last_completed", "last_open", "next"))
    yield from (value(f"open_period{n}", "bigint", f"open_period{n}") for n in periods)


def _view(layout: EntityLayout, template: str, name: Sql, **pieces: Any) -> SqlObject:
    return SqlObject(
        name=name,
        kind="view",
        sql=render(f"reads/{template}", **{**names_for_readers(layout), "name": name, **pieces}),
        entity=layout.name,
        open_to=READERS,
    )


def _public(word: str, template: str, **pieces: Any) -> SqlObject:
    name = public(word)
    sql = render(f"reads/{template}", name=name, **pieces)
    return SqlObject(name=name, kind="view", sql=sql, open_to=READERS)
