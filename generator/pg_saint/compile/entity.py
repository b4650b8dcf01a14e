"""One entity's tables and functions: the wide row, its marks, computing it live, and the worker's path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from pg_saint.compile.dependencies import Dependency, dependencies, watched_tables
from pg_saint.compile.events import Events, needed_joins, present
from pg_saint.compile.expressions import columns_of, of_row
from pg_saint.compile.names import data, data_name
from pg_saint.compile.objects import SqlObject
from pg_saint.compile.recent import recent
from pg_saint.compile.record import Accumulator, Record
from pg_saint.compile.rows import joined, row_filter
from pg_saint.compile.sqltext import (
    Sql,
    both,
    comment,
    expression,
    ident,
    listed,
    literal,
    render,
    table_name,
    type_name,
)
from pg_saint.ir.exact import without_exact
from pg_saint.ir.harmless import is_harmless
from pg_saint.ir.names import identifier
from pg_saint.ir.nodes import Expr, Status
from pg_saint.ir.objects import FUNCTIONS
from pg_saint.ir.shown import without_shown
from pg_saint.ir.temporal import without_days

INFINITY = Sql("'infinity'::date")
# One record, some, all: computed as they are, and tried.
LIVE = ("live", "live_many", "live_all")
TRIED = ("try", "try_many", "try_all")


def entity_objects(record: Record) -> Iterator[SqlObject]:
    """Everything of one entity but its views and its deltas, in an order in which it can be created."""
    yield from _tables(record)
    yield from attempt_functions(record)
    yield _function(record, "statuses", statuses=[_status(record, status) for status in record.statuses])
    yield _function(
        record,
        "next_change",
        dates=[{"date": expression(date), "ahead": expression(ahead)} for date, ahead in record.changes("c")],
    )
    yield _function(record, "as_mapped", **_mapped(record))
    yield _function(record, "held", **_mapped(record))
    yield from _live_functions(record)
    resolve = render("resolve", **_resolve(record, data(record.name, "via")), replaced=Sql("saint_replaced"))
    where: dict[str, Any] = {"unsure": _resolving_can_fail(record), **_record_key(record)}
    yield _function(record, "elsewhere", resolve=Sql(f"    {resolve.rstrip()}"), **where)
    yield _function(record, "live_statuses")
    announced = listed(literal(s.name) for s in record.all_statuses if s.notify)
    yield _function(record, "settle", announced=announced)
    values = [c.name for c in record.columns if c.name not in ("id", "generation")]
    yield _function(record, "recompute", columns=list(map(ident, values)), announced=announced)
    taken = render("resolve", **_resolve(record, ident("taken")), replaced=None)
    yield _function(record, "tick", resolve=Sql(f"    {taken.rstrip()}"), **where)
    stored, computed = (listed([ident(*row, "id"), *(ident(*row, name) for name in values)]) for row in ((), ("l",)))
    yield _function(record, "backfill", columns=stored, computed=computed, announced=announced)
    yield _function(record, "fill", record=_record_rows(record, None))


def attempt_functions(record: Record) -> Iterator[SqlObject]:
    """Of each expression over the wide row that can raise an error, the function that makes that NULL."""
    for attempt in {attempt.name: attempt for attempt in record.attempts.values()}.values():
        pieces = {
            **names_of(record),
            "name": attempt.name,
            "said": expression(without_shown(without_days(attempt.expr))),
            "told": [ident("boolean") for _ in attempt.selections],
            "type": type_name(attempt.type),
            "value": expression(record.value_of(attempt.told(), "c")),
        }
        sql = render("attempt", **pieces)
        yield SqlObject(attempt.name, "function", sql, entity=record.name, called_by="saint_reader")


def _attempts(record: Record) -> Iterator[dict[str, Sql]]:
    for name in {attempt.name: None for attempt in record.attempts.values()}:
        same = [attempt for attempt in record.attempts.values() if attempt.name == name]
        said = "; ".join(dict.fromkeys(attempt.said for attempt in same))
        yield {"said": literal(said), "value": expression(record.value_of(same[0].alone(), "r"))}


def _failing_criteria(record: Record) -> Iterator[dict[str, Sql]]:
    for status in record.statuses:
        for place, criterion in enumerate(status.criteria, start=1):
            if not is_harmless(criterion.expr):
                value = expression(record.value_of(criterion.expr, "r"))
                yield {"status": literal(status.name), "place": literal(place), "value": value}


def _live_functions(record: Record) -> Iterator[SqlObject]:
    """The three differ only in which records they are asked for. Where computing one can raise an error, they try, and
    find out which it is."""
    sources = [(events, _events(events)) for events in (Events(record, source) for source in record.sources)]
    words = TRIED if can_fail_live(record) else LIVE
    one, many, every = words
    yield _live(record, sources, one, f"one {record.name}", "record_id {}, today date", "rows 1", "= $1")
    yield _live(record, sources, many, f"the records `ids` of {record.name}", "ids {}[], today date", "", "= any ($1)")
    yield _live(record, sources, every, f"every {record.name}", "today date", "", None)
    if words == TRIED:
        yield _function(record, "live", "guarded_live", failed=list(_failed(record)), **_record_key(record))
        yield _function(record, "live_many", "guarded_live_many")
        yield _function(record, "live_all", "guarded_live_all", **_record_key(record))


def can_fail_live(record: Record) -> bool:
    """Whether computing a record from the CRM's tables can raise an error."""
    tree = record.entity.tree
    own = [tree.where, tree.key, *(field.expr for field in record.fields)]
    own += [join.on for join in needed_joins(tree.joins, own)]
    return not all(map(is_harmless, own)) or any(Events(record, source).can_fail for source in record.sources)


def _resolving_can_fail(record: Record) -> bool:
    """Whether telling where a via mark leads can raise an error."""
    found = [each for each in dependencies(record) if not each.direct]
    return not all(is_harmless(expr) for each in found for expr in (each.id, *(join.on for join in each.joins)))


def _failed(record: Record) -> Iterator[Sql]:
    """The columns of a record that can not be computed, in the order of the table."""
    # Writers add to no row that is of a later day; tomorrow it is looked at again.
    known = {
        "id": Sql(f"$1::{record.key_type}"),
        "as_of": INFINITY,
        "next_change": Sql("$2 + 1"),
        "statuses": Sql("'{}'::text[]"),
        "generation": Sql("0"),
    }
    for c in record.columns:
        yield known.get(c.name, Sql(f"null::{type_name(c.type)}"))


def check_objects(record: Record) -> Iterator[SqlObject]:
    """What looks at the entity's views: created after them."""
    compared = [c.name for c in record.columns if c.name not in ("id", "as_of", "next_change", "generation")]
    stored, computed = (listed(ident(row, name) for name in compared) for row in ("s", "t"))
    yield _function(record, "check", stored=stored, computed=computed)
    yield _function(record, "criteria", criteria=list(_criteria(record)))
    yield _function(
        record,
        "explain",
        timezone=literal(record.definition.timezone),
        tried=can_fail_live(record),
        failing=list(_failing_criteria(record)),
    )
    if record.attempts or can_fail_live(record):
        yield _function(record, "failing", tried=can_fail_live(record), attempts=list(_attempts(record)))


def _mapped(record: Record) -> dict[str, Any]:
    """The tables that the entity is computed from: as text, as constants on which a plan depends, and as `lock table`
    takes them; and those whose partitions a reader has to look at."""
    tables = watched_tables(record)
    names = [literal(str(table_name(table))) for table in tables]
    return {
        "names": listed(names),
        "relations": listed(Sql(f"{name}::pg_catalog.regclass") for name in names),
        "tables": listed(Sql(f"only {table_name(table)}") for table in tables),
        "partitioned": [name for name, table in zip(names, tables, strict=True) if table.partitioned],
    }


def names_of(record: Record) -> dict[str, Any]:
    """The pieces that every template of the entity may use."""
    name = record.name
    functions = {word: data(name, word) for word in FUNCTIONS}
    relations = {word: data(name, word) for word in ("dirty", "via", "statusvalue", "stale")}
    return {
        **functions,
        **relations,
        "entity": Sql(name),
        "entity_literal": literal(name),
        "key_type": type_name(record.key_type),
        "wide": data(name),
        "row_type": data(name),
        # A block that catches errors is a subtransaction, and a parallel query has none.
        "parallel": Sql("unsafe" if record.attempts or can_fail_live(record) else "safe"),
        # While an online apply fills rows: the generation of those that hold all; `every`: older ones say nothing.
        "generation": Sql(str(record.unsettled.generation)) if record.unsettled else None,
        "every": record.unsettled is not None and record.unsettled.records,
    }


def _tables(record: Record) -> Iterator[SqlObject]:
    columns = [
        {
            "name": ident(c.name),
            "type": type_name(c.type),
            "default": Sql(c.default),
            "not_null": c.not_null,
        }
        for c in record.columns
    ]
    for word, template in [("", "record_table"), ("dirty", "dirty_table"), ("via", "via_table"),
                           ("statusvalue", "statusvalue_table")]:  # fmt: skip
        name = data(record.name, word) if word else data(record.name)
        index = ident(data_name(record.name, "due" if not word else f"{word}_status"))
        yield SqlObject(
            name=name,
            kind="table",
            sql=render(template, **{**names_of(record), "name": name, "index": index, "columns": columns}),
            entity=record.name,
            columns=() if word else record.columns,
        )


def _function(of: Record, word: str, template: str | None = None, **pieces: Any) -> SqlObject:
    name = data(of.name, word)
    return SqlObject(
        name=name,
        kind="function",
        sql=render(template or word, **{**names_of(of), "name": name, **pieces}),
        entity=of.name,
    )


def _status(record: Record, status: Status) -> dict[str, Sql]:
    said = " and ".join(criterion.text for criterion in status.criteria)
    return {
        "name": literal(status.name),
        "condition": expression(record.condition(status, "c")),
        "comment": comment(f"{status.name} ({status.place}): {said}"),
    }


Sources = list[tuple[Events, dict[str, Any]]]


def _live(
    record: Record, sources: Sources, word: str, purpose: str, parameters: str, rows: str, restriction: str | None
) -> SqlObject:
    # By its number: a column of the CRM's table may be called today.
    today = exp.Parameter(this=exp.Literal.number(parameters.count(",") + 1))
    pieces = {
        "purpose": Sql(purpose),
        "parameters": Sql(parameters.format(record.key_type)),
        "rows": Sql(rows),
        "record": _record_rows(record, restriction),
        "sources": [{**pieces, "where": _of_records(events, restriction, today)} for events, pieces in sources],
        "columns": _columns(record, sources),
    }
    return _function(record, word, template="live", **pieces)


def _record_rows(record: Record, restriction: str | None) -> dict[str, Any]:
    tree = record.entity.tree
    joins = needed_joins(tree.joins, [tree.where, tree.key, *(field.expr for field in record.fields)])
    return {
        "key": expression(tree.key),
        "fields": [{"value": expression(f.expr), "name": ident(f.column)} for f in record.fields],
        "table": table_name(tree.table),
        "alias": ident(tree.alias),
        "joins": joined(joins),
        "where": row_filter(tree.where, tree.key, restriction, {tree.alias: tree.table}),
    }


def _of_records(events: Events, restriction: str | None, today: Expr) -> Sql:
    tree = events.source.tree
    tables = {tree.alias: tree.table, **{join.alias: join.table for join in events.joins}}
    conditions = (tree.where, recent(events, today))
    return row_filter(both(each for each in conditions if each is not None), events.link.id, restriction, tables)


def _events(events: Events) -> dict[str, Any]:
    tree = events.source.tree
    return {
        "name": _of(events.source.name),
        "alias": ident(tree.alias),
        "table": table_name(tree.table),
        "joins": joined(events.joins),
        "id": expression(events.link.id),
        "distinct": expression(tree.key) if events.link.many else None,
        "fields": [{"value": expression(f.expr), "name": ident(f.name)} for f in events.fields],
        "aggregates": [_aggregate(accumulator) for accumulator in events.accumulators],
        "changes": [
            {
                "date": expression(of_row(change.date, "event")),
                "ahead": expression(of_row(change.ahead_of(exp.column("today")), "event")),
                "condition": None if change.condition is None else _bracketed(of_row(change.condition, "event")),
            }
            for change in events.changes
        ],
    }


def _bracketed(expr: Expr) -> Sql:
    return Sql(f"({expression(expr)})") if isinstance(expr, exp.Or) else expression(expr)


def said(accumulator: Accumulator) -> Sql:
    """The aggregate in the user's own language, as a comment."""
    aggregate = accumulator.aggregate
    of = aggregate.source
    if aggregate.argument is not None:
        of = f"{of}.{expression(without_exact(aggregate.argument))}"
    where = f" filter (where {expression(aggregate.filter)})" if aggregate.filter is not None else ""
    return comment(f"{aggregate.function}({of}){where}")


def _aggregate(accumulator: Accumulator) -> dict[str, Sql | None]:
    aggregate = accumulator.aggregate
    argument = of_row(aggregate.argument, "event") if aggregate.argument is not None else None
    if accumulator.kind == "count":
        call = Sql("count(*)")
    else:
        assert argument is not None
        call = Sql(f"{accumulator.kind}({expression(argument)})")
    condition = present(accumulator)
    if condition is not None:
        call = Sql(f"{call} filter (where {expression(of_row(condition, 'event'))})")
    own = accumulator.column == aggregate.column
    return {"name": ident(accumulator.column), "value": call, "comment": said(accumulator) if own else None}


def _of(source: str) -> Sql:
    """What a live query calls the aggregates of a source, beside its own record and wide."""
    return ident(data_name(source, "events"))


def _typed(value: Sql, type_: str) -> Sql:
    """Of exactly the column's type: a length or precision is lost in a coalesce, say, and a column of the CRM may get
    another type before the next apply."""
    return Sql(f"{value}::{type_name(type_)}")


def _columns(record: Record, sources: Sources) -> list[dict[str, Sql]]:
    """The wide row's columns in the order of its table: how each is computed, and how it is read once all are."""
    changes = [Sql(f"{_of(events.source.name)}.next_change") for events, pieces in sources if pieces["changes"]]
    known = {
        "id": _typed(Sql("record.id"), record.key_type),
        "as_of": Sql("today"),
        "next_change": Sql(f"least({listed([*changes, INFINITY])})"),
        "statuses": Sql("'{}'::text[]"),
        "generation": Sql("0"),
    }
    for field in record.fields:
        known[field.column] = _typed(ident("record", field.column), field.type)
    for a in record.accumulators:
        stored = Sql(f"{_of(a.aggregate.source)}.{ident(a.column)}")
        known[a.column] = Sql(f"coalesce({stored}, 0)") if a.additive else _typed(stored, a.type)
        if a.kind == "sum":
            known[a.column] = Sql(f"{known[a.column]}::{type_name(a.type)}")
    row = Sql(f"row(wide.*)::{data(record.name)}")
    read = {
        "next_change": Sql(f"least(wide.next_change, {data(record.name, 'next_change')}({row}))"),
        "statuses": Sql(f"{data(record.name, 'statuses')}({row})"),
    }
    return [
        {"name": ident(c.name), "value": known[c.name], "read": read.get(c.name, ident("wide", c.name))}
        for c in record.columns
    ]


def _record_key(record: Record) -> dict[str, Sql]:
    tree = record.entity.tree
    return {
        "record_key": expression(tree.key),
        "record_table": table_name(tree.table),
        "record_alias": ident(tree.alias),
    }


def _resolve(record: Record, marks: Sql) -> dict[str, Any]:
    hops = {d.hop: d for d in dependencies(record) if not d.direct}
    return {
        "marks": marks,
        "wide": data(record.name),
        "key_type": type_name(record.key_type),
        **_record_key(record),
        "hops": [_hop(dependency) for dependency in hops.values()],
    }


def _hop(dependency: Dependency) -> dict[str, Any]:
    others = []
    for at, (alias, table, on) in enumerate(dependency.others):
        others.append(
            {
                "join": Sql("join" if at == 0 else "left join"),
                "table": table_name(table),
                "alias": ident(alias),
                "on": Sql("true") if on is None else expression(on),
            }
        )
    condition = dependency.condition
    return {
        "comment": comment(f"{dependency.hop}: a row of {table_name(dependency.table)}"),
        "hop": literal(dependency.hop),
        "id": expression(dependency.marked_id),
        "others": others,
        "condition": None if condition is None else Sql(f"({expression(condition)})"),
    }


def _criteria(record: Record) -> Iterator[dict[str, Sql]]:
    for status in record.statuses:
        for place, criterion in enumerate(status.criteria, start=1):
            yield {
                "status": literal(status.name),
                "place": literal(place),
                "text": literal(criterion.text),
                "value": _value(record, criterion.expr),
                "met": Sql(f"({expression(record.read(criterion.expr, 'c'))})"),
            }


def _value(record: Record, expr: Expr) -> Sql:
    """What the criterion looks at: one value alone, several with their names."""
    names = [name for name in columns_of([expr]) if name != "today"]
    values = [Sql(f"({expression(record.read(exp.Column(this=identifier(name)), 'c'))})::text") for name in names]
    if not names:
        return Sql("null::text")
    if len(names) == 1:
        return values[0]
    named = [Sql(f"{literal(name + ' = ')} || coalesce({v}, 'null')") for name, v in zip(names, values, strict=True)]
    return listed(named, " || ', ' || ")
