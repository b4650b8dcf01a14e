"""What can fail on a row of the CRM, so that the row can be named: `saint doctor`.

Each expression is tried as it was written, beside others that are read carefully: it alone can be what fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlglot import exp

from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.sql.expressions import written_out
from pg_saint.compile.sql.or_null import TAKEN_APART, Parts, Tables, tables_by_alias
from pg_saint.compile.sql.text import expression
from pg_saint.ir.attention import Attention
from pg_saint.ir.harmless import is_harmless
from pg_saint.ir.joins import aliases_in, needed_joins
from pg_saint.ir.names import column
from pg_saint.ir.nodes import Expr, Field, Join, Source, Table, Tree
from pg_saint.ir.temporal import without_days

# What computes its operands whatever they are, so that each can be tried alone.
OPERATIONS = (exp.Paren, exp.Binary, exp.Unary, exp.Cast)


@dataclass(frozen=True)
class Rows:
    """Rows of `table` with what else is read of them. `where`: those that count; `key`: by which one is named;
    `record`: the record that is hurt, which is the row itself where `own`."""

    alias: str
    table: Table
    joins: tuple[Join, ...] = ()
    where: Expr | None = None
    key: Expr | None = None
    record: Expr | None = None
    own: bool = False


@dataclass(frozen=True)
class Risk:
    """`expr`, which is `said` so, can raise an error on one of the rows."""

    said: str
    expr: Expr
    rows: Rows


@dataclass(frozen=True)
class Risks:
    """All of one entity; `parts` are the calls by which they are told from each other."""

    parts: Parts
    found: tuple[Risk, ...]


def risks(layout: EntityLayout) -> Risks:
    parts = Parts(layout.name)
    found = [*_of_entity(parts, layout)]
    for source in read_sources(layout):
        found += _of_source(parts, layout, source)
    found += _of_users(parts, layout)
    return Risks(parts, tuple(found))


def read_sources(layout: EntityLayout) -> list[Source]:
    """Those that statuses or contact moments of the entity are computed from."""
    attention = layout.definition.attention
    counted = {each.name for each in layout.sources} | _of_attention(attention)
    linked = (each for each in layout.definition.sources if any(link.entity == layout.name for link in each.links))
    return [each for each in linked if each.name in counted]


def _of_attention(attention: Attention) -> set[str]:
    return {each.source for each in attention.moments} | {each.source for each in attention.revenues}


def _of_entity(parts: Parts, layout: EntityLayout) -> Iterator[Risk]:
    entity, tree = layout.entity, layout.entity.tree
    tables = tables_by_alias(tree)
    # A parent's own are told of the parent.
    fields = [field for field in entity.fields if "." not in field.name or field in layout.fields]
    rows = _rows(parts, tree)
    yield from _of_id(parts, "the key", tree.key, tables, rows)
    joins = needed_joins(tree.joins, [tree.where, tree.key, *(field.expr for field in fields)])
    yield from _of_joins(parts, joins, tables, rows)
    rows = replace(rows, record=parts.expr(tree.key, tables), own=True)
    yield from _risky("the filter", tree.where, replace(rows, where=None))
    for field in fields:
        yield from _risky(f"field {field.name}", field.expr, rows)
    values = {field.column: parts.expr(field.expr, tables) for field in entity.fields}
    for monitor in layout.definition.attention.monitors:
        if monitor.entity == layout.name and not is_harmless(monitor.of):
            assert monitor.of is not None
            yield Risk(f"monitor {monitor.name}", written_out(monitor.of, values), rows)


def _of_source(parts: Parts, layout: EntityLayout, source: Source) -> Iterator[Risk]:
    link, tree = source.link(layout.name), source.tree
    tables = tables_by_alias(tree, link.joins)
    named = parts.link(tree, link)
    rows = replace(_rows(parts, tree), joins=(*parts.joins(tree.joins, tables), *named.joins))
    yield from _of_id(parts, f"the link from {source.name}", link.id, tables, rows)
    yield from _of_joins(parts, (*tree.joins, *link.joins), tables, rows)
    rows = replace(rows, record=named.id)
    yield from _risky(f"the filter of {source.name}", tree.where, replace(rows, where=None))
    attention = layout.definition.attention
    in_moments = source.name in _of_attention(attention)
    if link.many or in_moments:
        yield from _risky(f"the key of {source.name}", tree.key, rows)
    for field in source.fields if in_moments else _read(layout, source):
        yield from _risky(f"field {field.name} of {source.name}", field.expr, rows)
    yield from _of_events(parts, layout, source, rows)


def _of_events(parts: Parts, layout: EntityLayout, source: Source, rows: Rows) -> Iterator[Risk]:
    """What filters of aggregates and revenue ask of the source's fields."""
    tables = tables_by_alias(source.tree, source.link(layout.name).joins)
    fields = {field.name: parts.expr(field.expr, tables) for field in source.fields}
    for aggregate in layout.aggregates_of(source):
        if aggregate.filter is not None and not is_harmless(aggregate.filter):
            said = f"{aggregate.function}({source.name}) filter (where {expression(without_days(aggregate.filter))})"
            yield Risk(said, written_out(aggregate.filter, fields), rows)
    for revenue in layout.definition.attention.revenues:
        condition = revenue.condition if revenue.source == source.name else None
        if condition is not None and not is_harmless(condition):
            yield Risk(f"{revenue.bought} of {source.name}", written_out(condition, fields), rows)


def _of_users(parts: Parts, layout: EntityLayout) -> Iterator[Risk]:
    users = layout.definition.attention.users
    if users is None or not any(each.entity == layout.name for each in layout.definition.attention.monitors):
        return
    rows = _rows(parts, users.tree)
    yield from _risky("the filter of users", users.tree.where, replace(rows, where=None))
    yield from _risky("the key of users", users.tree.key, rows)
    yield from _risky("the group of users", users.group, rows)


def _rows(parts: Parts, tree: Tree) -> Rows:
    read = parts.tree(tree, where=True)
    return Rows(tree.alias, tree.table, read.joins, read.where, tree.key if is_harmless(tree.key) else None)


def _read(layout: EntityLayout, source: Source) -> list[Field]:
    """The source's fields that the entity's aggregates read."""
    read = [expr for each in layout.aggregates_of(source) for expr in (each.argument, each.filter) if expr is not None]
    named = {node.name for expr in read for node in expr.find_all(exp.Column)}
    return [field for field in source.fields if field.name in named]


def _risky(said: str, expr: Expr | None, rows: Rows) -> Iterator[Risk]:
    if expr is not None and not is_harmless(expr):
        yield Risk(said, expr, rows)


def _of_id(parts: Parts, said: str, id: Expr, tables: Tables, rows: Rows) -> Iterator[Risk]:
    """Of each table by itself what the id reads of it alone, then what it makes of all of them."""
    if is_harmless(id):
        return
    if isinstance(id, (exp.Paren, exp.Coalesce)) and len(aliases_in([id])) > 1:
        for part in id.iter_expressions():
            yield from _of_id(parts, said, part, tables, rows)
        return
    for each in _of_one_table(id):
        yield Risk(said, each, _of(next(iter(aliases_in([each]))), tables, rows))
    across = _across(parts, id, tables)
    if _can_fail(across):
        yield Risk(said, across, rows)


def _of_joins(parts: Parts, joins: tuple[Join, ...], tables: Tables, rows: Rows) -> Iterator[Risk]:
    for at, join in enumerate(joins):
        if is_harmless(join.on):
            continue
        said = f"the join {join.alias}"
        conditions = list(join.on.flatten()) if isinstance(join.on, exp.And) else [join.on]
        across = [part for part in conditions if len(aliases_in([part])) > 1]
        for alias in tables:
            # What the condition says of this table alone may be what keeps the rest from failing.
            own = [part for part in conditions if aliases_in([part]) == {alias}]
            sides = [each for part in across for each in _sides(part) if aliases_in([each]) == {alias}]
            known = [exp.Not(this=exp.Is(this=exp.paren(side), expression=exp.null())) for side in sides]
            if not all(map(is_harmless, (*own, *sides))):
                yield Risk(said, exp.and_(*map(exp.paren, (*own, *known))), _of(alias, tables, rows))
        whole = _across(parts, join.on, tables)
        if _can_fail(whole):
            read = (*rows.joins[:at], replace(join, on=whole))
            # it is computed where something of the joined row is asked for
            yield Risk(said, column("tableoid", join.alias), replace(rows, joins=read))


def _of(alias: str, tables: Tables, rows: Rows) -> Rows:
    """The rows of one of the tables alone."""
    return rows if alias == rows.alias else Rows(alias, tables[alias])


def _of_one_table(expr: Expr) -> Iterator[Expr]:
    """The largest parts that can fail and look at one table alone."""
    if not is_harmless(expr):
        yield from _sides(expr)


def _sides(expr: Expr) -> Iterator[Expr]:
    """The largest parts that look at one table alone."""
    named = aliases_in([expr])
    if len(named) == 1:
        yield expr
    elif named and isinstance(expr, OPERATIONS):
        for part in expr.iter_expressions():
            yield from _sides(part)


def _across(parts: Parts, expr: Expr, tables: Tables) -> Expr:
    """The expression with calls in the place of what looks at one table alone and can fail."""
    if len(aliases_in([expr])) <= 1:
        return parts.expr(expr, tables)
    made = expr.copy()
    if isinstance(expr, OPERATIONS):
        for name, value in expr.args.items():
            if isinstance(value, Expr) and not isinstance(value, exp.DataType):
                made.set(name, _across(parts, value, tables))
    return made


def _can_fail(across: Expr) -> bool:
    """Whether what is left of it can."""
    if len(aliases_in([across])) <= 1:
        return False
    return not isinstance(across, TAKEN_APART) or any(map(_can_fail, across.iter_expressions()))
