"""Records moved on from the day that their stored rows stand for: one, some."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlglot import exp

from pg_saint.compile.recompute.hops import asked_records
from pg_saint.compile.recompute.live import (
    INFINITY,
    asked_joined,
    columns,
    computed,
    events,
    field_value,
    of_records,
    record_rows,
    typed,
    values,
)
from pg_saint.compile.recompute.passing import Passing, already_in
from pg_saint.compile.recompute.recent import recent
from pg_saint.compile.row.dependencies import stale_source
from pg_saint.compile.row.differences import differences
from pg_saint.compile.row.layout import Accumulator, EntityLayout
from pg_saint.compile.row.pieces import can_fail_live, entity_function, record_key
from pg_saint.compile.row.source_links import SourceLink, source_links
from pg_saint.compile.sql.expressions import of_row, replace_columns
from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.objects import SqlObject
from pg_saint.compile.sql.text import Sql, expression, ident, listed, literal
from pg_saint.ir.names import column
from pg_saint.ir.nodes import Expr
from pg_saint.ir.temporal import is_today

# By its number: a column of the CRM's table may be called today.
TODAY = exp.Parameter(this=exp.Literal.number(2))
# Days: stored rows are told from older ones by the longest window, and by so much where there is none.
LEAST = 30
# The first of the days that the stored rows stand for, and that of one row.
SINCE = exp.column("saint_since")
STORED_DAY = column("as_of", "record")


# A source, and what is read of its events.
Read = tuple[SourceLink, dict[str, Any]]


def advance_functions(layout: EntityLayout) -> Iterator[SqlObject]:
    """The two differ only in which records they are asked for."""
    passing = [Passing(each) for each in source_links(layout)]
    one, many = f"one {layout.name}", f"those of the records `ids` of {layout.name}"
    yield _advance(layout, passing, "advance", one, "record_id {}, today date", False)
    yield _advance(layout, passing, "advance_many", many, "ids {}[], today date", True)


def _advance(
    layout: EntityLayout, passing: list[Passing], word: str, purpose: str, parameters: str, many: bool
) -> SqlObject:
    restriction, of_changed = ("= any (saint_ids)", "= any (saint_changed)") if many else ("= $1", "= $1")
    as_of = None if many else expression(TODAY)
    sources = list(_sources(passing, restriction, as_of))
    folds = bool(differences(layout))
    since = any(each.reached for each in passing)

    def query(kept: list[str], sources: list[tuple[SourceLink, dict[str, Any]]], own: dict[str, Sql]) -> dict[str, Any]:
        """`kept`: which columns of the stored rows are read beside the fields."""
        changed, asked_of = record_rows(layout, of_changed, as_of), asked_joined(layout.fields, as_of)
        fields = [{"value": ident("c", name), "name": ident(name)} for name in [*stored_fields, *kept]]
        others = "c.id <> all (saint_changed)" if many else "not saint_changed"
        return {
            "stored": _with_differences(layout, many) if folds else None,
            "record": {
                "key": ident("c", "id"),
                "fields": fields,
                "table": ident("stored") if folds else data(layout.name),
                "alias": ident("c"),
                "joins": [],
                # The key is asked for once: two arrays of keys are taken for so few rows that all are read.
                "where": Sql(others if folds else f"c.id {restriction} and {others}"),
            },
            "changed": {
                **changed,
                "key": typed(Sql(f"({changed['key']})"), layout.key_type),
                "fields": [
                    *(typed(Sql(f"({field_value(field, asked_of)})"), field.type) for field in layout.fields),
                    *(ident("saint_stored", name) for name in kept),
                ],
                "where": changed["where"] if many else Sql(f"{changed['where']} and saint_changed"),
            },
            "sources": [pieces for _, pieces in sources],
            "columns": columns(layout, sources, own),
        }

    stored_fields = [field.column for field in layout.fields]
    # As the row has them: counters that change places in the definition are no change.
    in_row = [c.name for c in layout.columns]
    every = sorted((a.column for a in layout.accumulators), key=in_row.index)
    kept = sorted((a.column for each in passing for a in (*each.standing, *each.reached)), key=in_row.index)
    same_day: dict[str, Sql] = {name: ident("record", name) for name in [*stored_fields, "next_change", *every]}
    of_sources = list(_of_sources(passing, restriction, as_of))
    pieces: dict[str, Any] = {
        "purpose": Sql(purpose),
        "parameters": Sql(parameters.format(layout.key_type)),
        "rows": Sql("" if many else "rows 1"),
        "many": many,
        "folds": folds,
        "longest": Sql(str(max([LEAST, *(each.longest for each in passing)]))),
        "since": since,
        "guarded": can_fail_live(layout),
        "days": query([*(["as_of"] if since else []), *kept], sources, _values(layout, passing)),
        "of_sources": query(
            ["as_of", "next_change", *every],
            of_sources,
            _unless_kept(layout, passing) | {"next_change": _first_change(pieces for _, pieces in of_sources)},
        ),
        "same_day": query(["next_change", *every], [], same_day),
    }
    asked = asked_records(layout)
    pieces |= {"asked_records": [] if many else asked, "asked_of_many": asked, "asked_of_one": [], **record_key(layout)}
    pieces["hops"] = listed(each["hop"] for each in asked)
    return entity_function(layout, "recompute/advance", word, **pieces)


def _with_differences(layout: EntityLayout, many: bool) -> dict[str, Sql]:
    """The stored rows: as they are where no difference waits, and folded."""
    if many:
        return {
            "as_they_are": Sql("c.id = any (saint_ids) and c.id <> all (saint_waiting)"),
            "folded": Sql(f"{data(layout.name, 'folded_many')}(saint_waiting, $2)"),
            "waiting": Sql("saint_waiting <> '{}'"),
        }
    return {
        "as_they_are": Sql("c.id = $1 and not saint_waiting"),
        "folded": Sql(f"{data(layout.name, 'folded')}($1, $2)"),
        "waiting": Sql("saint_waiting"),
    }


def _sources(
    passing: list[Passing], restriction: str, as_of: Sql | None
) -> Iterator[tuple[SourceLink, dict[str, Any]]]:
    """Those of which some accumulator moves."""
    for each in passing:
        if each.moving is not None:
            since = {a.column: _not_before(a) for a in each.reached if a.additive}
            where = of_records(each.moving, restriction, each.young(TODAY, SINCE))
            yield each.moving, {**events(each.moving, since, as_of), "where": where}


def _of_sources(
    passing: list[Passing], restriction: str, as_of: Sql | None
) -> Iterator[tuple[SourceLink, dict[str, Any]]]:
    """Where marks say that the events of some sources are stale: those are read, and of the others what the days since
    have changed, if any."""
    # What moves may be in the row where the rest of its source is not.
    in_the_row = {each.source_link.source.name for each in passing if each.source_link.in_the_row}
    for source_link, pieces in _sources(passing, restriction, as_of):
        if source_link.source.name in in_the_row:
            yield source_link, {**pieces, "where": Sql(f"saint_due and {pieces['where']}")}
    for each in passing:
        source_link = each.source_link
        if not source_link.in_the_row:
            where = of_records(source_link, restriction, recent(source_link, TODAY))
            yield (
                source_link,
                {**events(source_link, today=as_of), "where": Sql(f"({_is_read(source_link)}) and {where}")},
            )


def _is_read(source_link: SourceLink) -> Sql:
    if source_link.in_the_row:
        return Sql("saint_due")
    return Sql(f"saint_due or {literal(stale_source(source_link))} = any (saint_sources)")


def _unless_kept(layout: EntityLayout, passing: list[Passing]) -> dict[str, Sql]:
    """The values where the events of some sources are stale; of what is not read they are as stored."""
    moved, every = _values(layout, passing), values(layout)
    found: dict[str, Sql] = {field.column: ident("record", field.column) for field in layout.fields}
    for each in passing:
        for a in each.source_link.accumulators:
            value = moved[a.column] if each.source_link.in_the_row else every[a.column]
            kept = ident("record", a.column)
            read = _is_read(each.source_link)
            found[a.column] = kept if value == kept else Sql(f"case when {read} then {value} else {kept} end")
    return found


def _first_change(sources: Iterable[dict[str, Any]]) -> Sql:
    """Of what is read; where no days have passed, of what is stored too."""
    found = [Sql(f"{pieces['name']}.next_change") for pieces in sources if pieces["changes"]]
    return Sql(f"least({listed([*found, Sql('case when not saint_due then record.next_change end'), INFINITY])})")


def _not_before(accumulator: Accumulator) -> Expr:
    """Whether an event of the record was not in yet on the day that its stored row stands for."""
    was_in = of_row(already_in(accumulator.aggregate), "event")
    return exp.Not(this=exp.paren(replace_columns(was_in, lambda node: STORED_DAY.copy() if is_today(node) else node)))


def _values(layout: EntityLayout, passing: list[Passing]) -> dict[str, Sql]:
    """The fields and what stands as they are stored, the rest with what the days since have changed."""
    found = values(layout)
    for field in layout.fields:
        found[field.column] = ident("record", field.column)
    for each in passing:
        for a in each.standing:
            found[a.column] = ident("record", a.column)
        for a in each.reached:
            found[a.column] = _added(a)
    return found


def _added(accumulator: Accumulator) -> Sql:
    """What is stored, with what came in since."""
    stored, since = ident("record", accumulator.column), computed(accumulator)
    if accumulator.additive:
        return typed(Sql(f"({stored} + {since})"), accumulator.type)
    function = "least" if accumulator.kind == "min" else "greatest"
    return typed(Sql(f"{function}({stored}, {since})"), accumulator.type)
