"""Records computed from the CRM's tables: one, some, all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlglot import exp

from pg_saint.compile.recompute.recent import recent
from pg_saint.compile.row.careful import careful
from pg_saint.compile.row.confidential import for_those_who_may
from pg_saint.compile.row.layout import ANSWERS, Accumulator, EntityLayout, entity_asked
from pg_saint.compile.row.pieces import can_fail_live, entity_function, record_key
from pg_saint.compile.row.source_links import SourceLink, present, source_links
from pg_saint.compile.sql.expressions import of_row
from pg_saint.compile.sql.names import data, data_name
from pg_saint.compile.sql.objects import READERS, Role, SqlObject
from pg_saint.compile.sql.rows import joined, row_filter
from pg_saint.compile.sql.text import Sql, comment, expression, ident, listed, literal, table_name, type_name
from pg_saint.ir.brackets import in_brackets, term
from pg_saint.ir.exact import without_exact
from pg_saint.ir.joins import needed_joins
from pg_saint.ir.nodes import Expr, Field

NOTHING: Mapping[str, Expr] = {}
NOT_ASKED = Sql("null::text[]")
INFINITY = Sql("'infinity'::date")
# One record, some, all: computed as they are, and tried.
LIVE = ("live", "live_many", "live_all")
TRIED = ("try", "try_many", "try_all")
CAREFUL = ("careful", "careful_many", "careful_all")


def live_functions(layout: EntityLayout) -> Iterator[SqlObject]:
    """The three differ only in which records they are asked for. Where computing one can raise an error, they try, and
    find out which it is; where a row may have no link, the second time carefully."""
    guarded = can_fail_live(layout)
    yield from _one_some_all(layout, TRIED if guarded else LIVE, layout)
    careful_ = careful(layout)
    if careful_:
        yield from careful_.parts.objects()
        yield from _one_some_all(layout, CAREFUL, careful_.read)
    if guarded:
        failed = list(_failed(layout))
        ways = {word: [data(layout.name, word)] for word in TRIED}
        for tried, carefully in zip(TRIED, CAREFUL, strict=True):
            ways[tried] += [data(layout.name, carefully)] if careful_ else []
        one, many, every = (ways[word] for word in TRIED)
        key = record_key(layout)
        yield entity_function(layout, "recompute/guarded_live", "live", open_to(layout), ways=one, failed=failed, **key)
        yield entity_function(layout, "recompute/guarded_live_many", "live_many", ways=many)
        yield entity_function(layout, "recompute/guarded_live_all", "live_all", role="computing", ways=every, **key)


def open_to(layout: EntityLayout) -> tuple[str, ...]:
    """Where a record has what only some may see, readers get it by the function that leaves that out."""
    return () if layout.hidden else READERS


def shown(layout: EntityLayout) -> Iterator[SqlObject]:
    if layout.hidden:
        values = [for_those_who_may(ident("l", c.name), layout.hidden.get(c.name, ())) for c in layout.columns]
        unsafe = bool(layout.attempts) or can_fail_live(layout)
        restricted = Sql("unsafe" if unsafe else "restricted")
        yield entity_function(layout, "recompute/shown", open_to=READERS, columns=values, restricted=restricted)


def _one_some_all(layout: EntityLayout, words: tuple[str, str, str], read: EntityLayout) -> Iterator[SqlObject]:
    """`read`: the record as its rows are read."""
    sources = source_links(read)
    one, many, every = words
    yield _live(read, sources, one, f"one {layout.name}", "record_id {}, today date", "rows 1", "= $1")
    yield _live(read, sources, many, f"the records `ids` of {layout.name}", "ids {}[], today date", "", "= any ($1)")
    yield _live(read, sources, every, f"every {layout.name}", "today date", "", None)


def _failed(layout: EntityLayout) -> Iterator[Sql]:
    """The columns of a record that cannot be computed, in the order of the table."""
    # Writers add to no row that is of a later day; tomorrow it is looked at again.
    known = {
        "id": Sql(f"$1::{layout.key_type}"),
        "as_of": INFINITY,
        "next_change": Sql("$2 + 1"),
        "statuses": Sql("'{}'::text[]"),
        "generation": Sql("0"),
    }
    for c in layout.columns:
        yield known.get(c.name, Sql(f"null::{type_name(c.type)}"))


Sources = list[tuple[SourceLink, dict[str, Any]]]


def _live(
    layout: EntityLayout,
    links: Iterable[SourceLink],
    word: str,
    purpose: str,
    parameters: str,
    rows: str,
    restriction: str | None,
) -> SqlObject:
    # By its number: a column of the CRM's table may be called today.
    today = exp.Parameter(this=exp.Literal.number(parameters.count(",") + 1))
    # what is stored of many keeps to what is stored of those whom they ask
    as_of = expression(today) if restriction == "= $1" else None
    sources = [(each, events(each, today=as_of)) for each in links]
    pieces: dict[str, Any] = {
        "purpose": Sql(purpose),
        "parameters": Sql(parameters.format(layout.key_type)),
        "rows": Sql(rows),
        "query": {
            "record": record_rows(layout, restriction, as_of),
            "stored": None,
            "changed": None,
            "sources": [
                {**pieces, "where": of_records(each, restriction, recent(each, today))} for each, pieces in sources
            ],
            "columns": columns(layout, sources, values(layout)),
        },
        # who asks for one asks for a stale one, which may only lack the days since it was stored
        "first": data(layout.name, "advance") if word == LIVE[0] else None,
    }
    role: Role | None = "computing" if word in (LIVE[-1], TRIED[-1]) else None
    return entity_function(layout, "recompute/live", word, open_to(layout) if word == LIVE[0] else (), role, **pieces)


def asked_joined(fields: Iterable[Field], today: Sql | None) -> dict[str, dict[str, Sql]]:
    """The records that are asked, joined for what they answer as of `today`; None: for what is stored of them."""
    found: dict[str, dict[str, Sql]] = {}
    for field in fields:
        if field.question is None or _asked(field) in found:
            continue
        entity, key = entity_asked(field), expression(in_brackets(field.expr))
        name = Sql("saint_asked" if not found else f"saint_asked{len(found) + 1}")
        if today is None:
            joined_ = {"table": data(entity), "alias": name, "on": Sql(f"{name}.id = {key}")}
        else:
            called = Sql(f"lateral {data(entity, 'answer')}({key}, {today})")
            joined_ = {"table": called, "alias": Sql(f"{name} ({ANSWERS})"), "on": Sql("true")}
        found[_asked(field)] = {**joined_, "name": name}
    return found


def _asked(field: Field) -> str:
    return f"{entity_asked(field)} {expression(field.expr)}"


def field_value(field: Field, asked: Mapping[str, dict[str, Sql]]) -> Sql:
    """At row level, beside the records that are asked."""
    question = field.question
    if question is None:
        return expression(field.expr)
    answers = Sql(f"{asked[_asked(field)]['name']}.{ANSWERS}")
    yes = Sql(f"{literal(question.text)} = any ({answers})")
    if question.otherwise is False:
        return Sql(f"coalesce({yes}, false)")
    return Sql(f"case when {yes} then true when {literal(f'?{question.text}')} <> all ({answers}) then false end")


def record_rows(layout: EntityLayout, restriction: str | None, today: Sql | None = None) -> dict[str, Any]:
    """`today`: as asked_joined() has it."""
    asked = asked_joined(layout.fields, today)
    tree = layout.entity.tree
    joins = needed_joins(tree.joins, [tree.where, tree.key, *(field.expr for field in layout.fields)])
    return {
        "key": expression(tree.key),
        "fields": [{"value": field_value(f, asked), "name": ident(f.column)} for f in layout.fields],
        "table": table_name(tree.table),
        "alias": ident(tree.alias),
        "joins": [*joined(joins), *asked.values()],
        "where": row_filter(tree.where, tree.key, restriction, {tree.alias: tree.table}),
    }


def of_records(source_link: SourceLink, restriction: str | None, young: Expr | None) -> Sql:
    tree = source_link.source.tree
    tables = {tree.alias: tree.table, **{join.alias: join.table for join in source_link.joins}}
    return row_filter(tree.where, source_link.link.id, restriction, tables, young)


def events(source_link: SourceLink, since: Mapping[str, Expr] = NOTHING, today: Sql | None = None) -> dict[str, Any]:
    """What is read of a source's events, but for which. `since`: a condition of its own for some accumulators; `today`:
    as asked_joined() has it."""
    asked = asked_joined(source_link.fields, today)
    tree = source_link.source.tree
    return {
        "name": _of(source_link.source.name),
        "alias": ident(tree.alias),
        "table": table_name(tree.table),
        "joins": [*joined(source_link.joins), *asked.values()],
        "id": expression(source_link.link.id),
        "distinct": expression(tree.key) if source_link.link.many else None,
        "fields": [{"value": field_value(f, asked), "name": ident(f.name)} for f in source_link.fields],
        "aggregates": [_aggregate(a, since.get(a.column)) for a in source_link.accumulators],
        "of_stored": bool(since),
        "changes": [
            {
                "date": expression(of_row(change.date, "event")),
                "ahead": expression(of_row(change.ahead_of(exp.column("today")), "event")),
                "condition": None if change.condition is None else expression(term(of_row(change.condition, "event"))),
            }
            for change in source_link.changes
        ],
    }


def said(accumulator: Accumulator) -> Sql:
    """The aggregate in the user's own language, as a comment."""
    aggregate = accumulator.aggregate
    of = aggregate.source
    if aggregate.argument is not None:
        of = f"{of}.{expression(without_exact(aggregate.argument))}"
    where = f" filter (where {expression(aggregate.filter)})" if aggregate.filter is not None else ""
    return comment(f"{aggregate.function}({of}){where}")


def _aggregate(accumulator: Accumulator, since: Expr | None) -> dict[str, Sql | None]:
    aggregate = accumulator.aggregate
    argument = of_row(aggregate.argument, "event") if aggregate.argument is not None else None
    if accumulator.kind == "count":
        call = Sql("count(*)")
    else:
        assert argument is not None
        call = Sql(f"{accumulator.kind}({expression(argument)})")
    condition = present(accumulator)
    given = [] if condition is None else [of_row(condition, "event")]
    given += [] if since is None else [since]
    if given:
        call = Sql(f"{call} filter (where {listed(map(expression, given), ' and ')})")
    own = accumulator.column == aggregate.column
    return {"name": ident(accumulator.column), "value": call, "comment": said(accumulator) if own else None}


def _of(source: str) -> Sql:
    """What a live query calls the aggregates of a source, beside its own record and wide."""
    return ident(data_name(source, "events"))


def typed(value: Sql, type_: str) -> Sql:
    """Of exactly the column's type: a length or precision is lost in a coalesce, say, and a column of the CRM may get
    another type before the next apply."""
    return Sql(f"{value}::{type_name(type_)}")


def columns(layout: EntityLayout, sources: Sources, own: dict[str, Sql]) -> list[dict[str, Sql]]:
    """The wide row's columns in the order of its table: how each is computed, and how it is read once all are."""
    changes = [Sql(f"{_of(each.source.name)}.next_change") for each, pieces in sources if pieces["changes"]]
    known = {
        "id": typed(Sql("record.id"), layout.key_type),
        "as_of": Sql("today"),
        "next_change": Sql(f"least({listed([*changes, INFINITY])})"),
        "statuses": Sql("'{}'::text[]"),
        ANSWERS: NOT_ASKED,
        "generation": Sql("0"),
        **own,
    }
    row = Sql("wide.saint_row")
    read = {
        "next_change": Sql(f"least(wide.next_change, {data(layout.name, 'next_change')}({row}))"),
        "statuses": Sql(f"{data(layout.name, 'statuses')}({row})"),
        ANSWERS: Sql(f"{data(layout.name, 'answers')}({row})"),
    }
    return [
        {"name": ident(c.name), "value": known[c.name], "read": read.get(c.name, ident("wide", c.name))}
        for c in layout.columns
    ]


def values(layout: EntityLayout) -> dict[str, Sql]:
    """The fields and the accumulators as the CRM's tables say them."""
    fields = {field.column: typed(ident("record", field.column), field.type) for field in layout.fields}
    return fields | {a.column: computed(a) for a in layout.accumulators}


def computed(accumulator: Accumulator) -> Sql:
    """Over no events a column of the aggregates is NULL."""
    stored = Sql(f"{_of(accumulator.aggregate.source)}.{ident(accumulator.column)}")
    if not accumulator.additive:
        return typed(stored, accumulator.type)
    value = Sql(f"coalesce({stored}, 0)")
    return typed(value, accumulator.type) if accumulator.kind == "sum" else value
