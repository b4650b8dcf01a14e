"""One query over the CRM's tables alone: every counter or status of every record of an entity, or one selection.

The builders change the query at hand (``copy=False``): copying it at each step took three quarters of the time. What
comes from the definition is copied where it is put in, by ``exp.paren`` and ``transform``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from sqlglot import exp

from pg_saint.criteria.grammar import parse
from pg_saint.ir.definition import Definition
from pg_saint.ir.dialect import printed
from pg_saint.ir.nodes import Aggregate, Criterion, Entity, Expr, Field, Join, Location, Table, Tree
from pg_saint.ir.shown import without_shown
from pg_saint.ir.temporal import without_days
from pg_saint.ir.walking import changed, copied

# Names that no mapped table or field has: a row-level name must never mean the record around it.
RECORD, RECORD_KEY, EVENT, EVENT_KEY, COUNTED = "@record", "@record key", "@event", "@event key", "@counted"

OURS = Location(__file__, 1)
FIRST_DAY = {
    "week": "date '{today}' - (extract(isodow from date '{today}')::int - 1) + 7 * ({n})",
    "month": "date_trunc('month', date '{today}' + ({n}) * interval '1 month')::date",
    "quarter": "date_trunc('quarter', date '{today}' + ({n}) * interval '3 months')::date",
    "half_year": "(date_trunc('year', timestamp '{today}') "
    "+ (({n}) + (extract(month from date '{today}')::int - 1) / 6) * interval '6 months')::date",
    "year": "make_date(extract(year from date '{today}')::int + ({n}), 1, 1)",
}


def counter_query(definition: Definition, entity: str, today: date) -> str:
    """SQL that returns ``id`` and one column per counter of `entity`, one row per record, as of `today`."""
    query = exp.select(exp.alias_(_column(RECORD_KEY), "id", quoted=True))
    for counter in definition.counters:
        if counter.entity == entity:
            value = _on(_without_names(counter.expr, definition), today)
            query.select(exp.alias_(value, counter.name, quoted=True, copy=False), copy=False)
    return _sql(query.from_(_counted(definition, entity, today), copy=False))


def status_query(definition: Definition, entity: str, today: date) -> str:
    """SQL that returns ``id, status``: one row per status that a record of `entity` has as of `today`."""
    enabled = [status.name for status in definition.statuses if status.entity == entity and status.enabled]
    conditions = {name: _condition(name, definition) for name in enabled}
    queries: list[exp.Query] = [
        exp.select(
            exp.alias_(_column(RECORD_KEY), "id", quoted=True),
            exp.alias_(exp.Literal.string(name), "status", quoted=True),
        )
        .from_(_name(COUNTED), copy=False)
        .where(_on(condition, today), copy=False)
        for name, condition in conditions.items()
    ]
    if not queries:
        queries = [exp.select(_column(RECORD_KEY), exp.cast(exp.null(), "text")).from_(_name(COUNTED)).limit(0)]
    counted = _counted(definition, entity, today, _named(conditions.values())).this
    union = queries[0] if len(queries) == 1 else exp.union(*queries, distinct=False, copy=False)
    return _sql(union.with_(_name(COUNTED), as_=counted, materialized=True, copy=False))


def one_status_query(definition: Definition, status: str, today: date) -> str:
    """SQL that returns ``id``: one row per record that has the status as of `today`, or would if it were enabled."""
    found = next(each for each in definition.statuses if each.name == status)
    condition = _criteria(found.criteria, definition)
    query = exp.select(exp.alias_(_column(RECORD_KEY), "id", quoted=True))
    query.from_(_counted(definition, found.entity, today, _named([condition])), copy=False)
    return _sql(query.where(_on(condition, today), copy=False))


def name_query(definition: Definition, entity: str) -> str | None:
    """SQL that returns ``id, name``, what people call each record; None where no field says that."""
    found = definition.entity(entity)
    name = next((field for field in found.fields if field.name == "name"), None)
    if name is None:
        return None
    rows = _rows(found.tree, [name], "id").subquery("named", copy=False)
    return _sql(exp.select(_column("id"), _column(name.column)).from_(rows, copy=False))


def values_query(definition: Definition, of: str, field: str, of_source: bool) -> str | None:
    """SQL that returns one column: the field of each record of an entity, or of each event of a source. None where
    there is no such field."""
    found = definition.source(of) if of_source else definition.entity(of)
    named = next((each for each in found.fields if each.name == field and each.question is None), None)
    if named is None:
        return None
    rows = _rows(found.tree, [named], "id").subquery("named", copy=False)
    return _sql(exp.select(_column(named.column)).from_(rows, copy=False))


def selection_query(definition: Definition, selection: str, today: date) -> str:
    """SQL that returns ``id`` and the columns of the selection, one row per record in it as of `today`."""
    found = next(each for each in definition.selections if each.name == selection)
    values = {column.name: _without_names(column.expr, definition) for column in found.columns}
    condition = _selected(selection, definition)
    query = exp.select(exp.alias_(_column(RECORD_KEY), "id", quoted=True))
    for name, value in values.items():
        query.select(exp.alias_(_on(value, today), name, quoted=True, copy=False), copy=False)
    query.from_(_counted(definition, found.entity, today, _named([*values.values(), condition])), copy=False)
    return _sql(query.where(_on(condition, today), copy=False))


def _counted(
    definition: Definition, entity_name: str, today: date, used: Collection[str] | None = None
) -> exp.Subquery:
    """Every record: its key, its fields and its aggregates (those in `used`, if given), each by the name that
    record-level expressions use."""
    entity = definition.entity(entity_name)
    query = exp.select(exp.Column(this=exp.Star(), table=_name(RECORD))).from_(_records(entity), copy=False)
    for field in entity.asked:
        if used is None or field.column in used:
            answer = _answer(definition, field, _column(_key_of(field), RECORD), today)
            query.select(exp.alias_(answer, field.column, quoted=True, copy=False), copy=False)
    for aggregate in definition.aggregates.get(entity_name, ()):
        if used is not None and aggregate.column not in used:
            continue
        value = _aggregate(aggregate, definition, entity_name, today)
        query.select(exp.alias_(value, aggregate.column, quoted=True, copy=False), copy=False)
    return query.subquery(_name(COUNTED), copy=False)


def _named(exprs: Iterable[Expr]) -> set[str]:
    """What the expressions read: rendering and planning all other aggregates takes longer than the query itself."""
    return {node.name for expr in exprs for node in expr.find_all(exp.Column)}


def _answer(definition: Definition, field: Field, key: Expr, today: date) -> Expr:
    """``(select <condition> from (<every record of the entity asked>) where <its key> = <key>)``."""
    question = field.question
    assert question is not None
    condition = _without_names(question.expr, definition)
    query = exp.select(_on(condition, today)).from_(
        _counted(definition, question.entity, today, _named([condition])), copy=False
    )
    query.where(exp.EQ(this=_column(RECORD_KEY, COUNTED), expression=key), copy=False)
    answer = query.subquery(copy=False)
    return answer if question.otherwise is None else exp.func("coalesce", answer, exp.false())


def _key_of(field: Field) -> str:
    return f"@key of {field.column}"


def _records(entity: Entity) -> exp.Subquery:
    query = _rows(entity.tree, entity.fields, RECORD_KEY)
    for field in entity.asked:
        query.select(exp.alias_(_bracketed(field.expr), _key_of(field), quoted=True, copy=False), copy=False)
    return query.subquery(_name(RECORD), copy=False)


def _aggregate(aggregate: Aggregate, definition: Definition, entity: str, today: date) -> Expr:
    """``(select count(*) from (<the events of this record>) event where <filter>)``."""
    source = definition.source(aggregate.source)
    link = source.link(entity)
    fields = [each for each in (*source.fields, *link.fields) if each.question is None]
    events = _rows(source.tree, fields, EVENT_KEY, link.joins)
    for field in source.fields:
        if field.question is not None:
            answer = _answer(definition, field, _bracketed(field.expr), today)
            events.select(exp.alias_(answer, field.column, quoted=True, copy=False), copy=False)
    events.where(exp.EQ(this=_bracketed(link.id), expression=_column(RECORD_KEY, RECORD)), copy=False)
    if link.many:
        events.distinct(_bracketed(source.tree.key), copy=False)
    argument = exp.Star() if aggregate.argument is None else _on(aggregate.argument, today)
    value = exp.Anonymous(this=aggregate.function, expressions=[argument])
    query = exp.select(value).from_(events.subquery(_name(EVENT), copy=False), copy=False)
    if aggregate.filter is not None:
        query.where(_on(aggregate.filter, today), copy=False)
    return query.subquery(copy=False)


def _rows(tree: Tree, fields: Iterable[Field], key: str, more_joins: Iterable[Join] = ()) -> exp.Select:
    """``select <key>, <fields> from <table> left join … where <row filter>``."""
    query = exp.select(exp.alias_(_bracketed(tree.key), key, quoted=True))
    for field in fields:
        query.select(exp.alias_(_bracketed(field.expr), field.column, quoted=True, copy=False), copy=False)
    query.from_(_table(tree.table, tree.alias), copy=False)
    for join in (*tree.joins, *more_joins):
        query.join(_table(join.table, join.alias), on=_bracketed(join.on), join_type="left", copy=False)
    return query if tree.where is None else query.where(_bracketed(tree.where), copy=False)


def _condition(name: str, definition: Definition) -> Expr:
    """Every criterion of the status, other statuses written out. One that is switched off nobody has."""
    status = next(each for each in definition.statuses if each.name == name)
    return _criteria(status.criteria, definition) if status.enabled else exp.false()


def _criteria(criteria: Iterable[Criterion], definition: Definition) -> Expr:
    return exp.and_(*(exp.Paren(this=_without_names(criterion.expr, definition)) for criterion in criteria))


def _selected(name: str, definition: Definition) -> Expr:
    """Every criterion of the selection, or that the record was added to it by hand."""
    selection = next(each for each in definition.selections if each.name == name)
    if selection.kind == "static":
        members = exp.select(_column("id")).from_(_members())
        members = members.where(exp.EQ(this=_column("selection"), expression=exp.Literal.string(name)))
        return exp.In(this=exp.cast(_column(RECORD_KEY), "text"), query=members.subquery())
    return _criteria(selection.criteria, definition)


def _members() -> exp.Table:
    return exp.Table(this=_name("selection_entry"), db=_name("saint"))


def _without_names(expr: Expr, definition: Definition) -> Expr:
    """``status('x')`` and ``selection('x')`` replaced by ``coalesce((<the condition of x>), false)``."""
    conditions = {"status": _condition, "selection": _selected}

    def replace(node: Expr) -> Expr:
        if isinstance(node, exp.Anonymous) and node.name.lower() in conditions:
            condition = conditions[node.name.lower()](node.expressions[0].name, definition)
            return exp.func("coalesce", _bracketed(condition), exp.false())
        return node

    return changed(expr, replace)


def _on(expr: Expr, today: date) -> Expr:
    """``today`` replaced by the date, and what the extension's functions do written out."""

    def replace(node: Expr) -> Expr:
        if isinstance(node, exp.Column) and not node.table and node.name == "today":
            return exp.cast(exp.Literal.string(today.isoformat()), "date")
        if isinstance(node, exp.Anonymous) and node.name == "saint.start_of":
            unit, _, number = node.expressions
            return parse(FIRST_DAY[unit.name].format(today=today, n=number.sql()), OURS)
        if isinstance(node, exp.Anonymous) and node.name == "saint.months_later":
            number = node.expressions[1]
            return parse(f"(date '{today}' + ({number.sql()}) * interval '1 month')::date", OURS)
        if isinstance(node, exp.Anonymous) and node.name == "saint.exact":
            return exp.cast(exp.cast(node.expressions[0], "text"), "numeric")
        return node

    return exp.Paren(this=changed(expr, replace))


def _bracketed(expr: Expr) -> Expr:
    """A copy in brackets."""
    return exp.Paren(this=copied(expr))


def _name(text: str) -> exp.Identifier:
    return exp.to_identifier(text, quoted=True)


def _column(name: str, table: str | None = None) -> exp.Column:
    return exp.Column(this=_name(name), table=_name(table) if table else None)


def _table(table: Table, alias: str) -> Expr:
    named = exp.Table(this=_name(table.name), db=_name(table.schema))
    return exp.alias_(named, _name(alias), table=True)


def _sql(query: exp.Query) -> str:
    return printed(without_shown(without_days(query)), identify=True, pretty=True)
