"""Contact moments, revenue, users and monitors: model + catalog → ir.Attention."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from pg_saint.criteria.attention import monitor_condition, revenue_condition
from pg_saint.criteria.parse import show
from pg_saint.criteria.record import field_columns
from pg_saint.definitions.model import Between, Model
from pg_saint.errors import SaintError
from pg_saint.ir.attention import Attention, Changes, Moment, Monitor, Revenue, StateChanges, Users
from pg_saint.ir.dialect import cast
from pg_saint.ir.harmless import is_harmless
from pg_saint.ir.joins import aliases_in, needed_joins
from pg_saint.ir.nodes import Expr, Location, Tree
from pg_saint.ir.types import base_type
from pg_saint.resolve.convert import to_date, to_instant
from pg_saint.resolve.entities import EntityRows
from pg_saint.resolve.references import check_selections, check_users
from pg_saint.resolve.sources import SourceRows
from pg_saint.resolve.type_checker import TypeChecker, TypeQuery


def read_attention(
    model: Model,
    checker: TypeChecker,
    entities: dict[str, EntityRows],
    sources: dict[str, SourceRows],
    user_rows: EntityRows | None,
) -> Attention:
    """Raises SaintErrors with all that is wrong."""
    queries: dict[tuple[str, str], TypeQuery] = {}
    for name, source in sources.items():
        moment = model.sources[name].moment
        for key, text in (("at", moment.at), ("changed_by", moment.changed_by)) if moment is not None else ():
            if text is not None:
                with checker.collecting():
                    queries[name, key] = source.rows.ask(text, model.location("sources", name, "moment", key))
    users = None if user_rows is None else _users(user_rows)
    revenues = list(_revenues(model, sources, checker))
    conditions = {name: _condition(model, name, entities, checker) for name in model.monitors}
    checker.run()
    moments = []
    for name, source in sources.items():
        if model.sources[name].moment is not None:
            with checker.collecting():
                moments.append(_moment(model, source, queries.get((name, "at")), queries.get((name, "changed_by"))))
    monitors = tuple(_monitor(model, name, conditions[name]) for name in model.monitors)
    checker.stop_if_wrong()
    checker.errors += check_users(checker.connection, users, monitors, model)
    checker.errors += check_selections(checker.connection, monitors, model)
    checker.stop_if_wrong()
    return Attention(tuple(moments), tuple(revenues), users, monitors)


def _users(users: EntityRows) -> Users:
    rows, key, where = users.rows, users.key.expr, users.where
    group = users.fields["group"].expr if "group" in users.fields else None
    joins = needed_joins(rows.joins, [key, where, group])
    return Users(Tree("users", rows.info.table, key, "text", where, joins), group)


def _revenues(model: Model, sources: dict[str, SourceRows], checker: TypeChecker) -> Iterator[Revenue]:
    for name, source in sources.items():
        scope: dict[tuple[str, ...], str] = {(each,): rows.query.type for each, rows in source.fields.items()}
        scope["date",] = "date"
        for bought, text in model.sources[name].revenue.items():
            condition = None
            with checker.collecting():
                condition = revenue_condition(model, name, bought)
                if condition is not None:
                    checker.ask(condition, scope, text, model.location("sources", name, "revenue", bought), "boolean")
            yield Revenue(name, bought, condition)


def _condition(model: Model, name: str, entities: dict[str, EntityRows], checker: TypeChecker) -> Expr | None:
    expr = monitor_condition(model, name)
    if expr is not None:
        location = model.location("monitors", name, "of")
        entity = model.monitors[name].on
        scope: dict[tuple[str, ...], str] = {("today",): "date"}
        scope |= {
            (column,): entities[entity].fields[each].query.type for each, column in field_columns(model, entity).items()
        }
        checker.ask(expr, scope, model.monitors[name].of or "", location, "boolean")
        checker.ask_times(expr, scope, location)
    return expr


def _moment(model: Model, source: SourceRows, at: TypeQuery | None, changed_by: TypeQuery | None) -> Moment:
    spec = model.sources[source.name]
    assert spec.moment is not None
    location = model.location("sources", source.name, "moment")
    by_date = False
    # Of what has no date the changes alone are moments.
    occurred_on: Expr = cast(exp.null(), "date")
    occurred_at: Expr = cast(exp.null(), "timestamp with time zone")
    sorted_by = occurred_at
    when = at or (source.fields["date"].query if "date" in source.fields else None)
    if when is not None:
        occurred_on = to_date(when.expr, when.type, spec.date_zone, model.timezone, when.location)
        occurred_at = to_instant(when.expr, when.type, spec.date_zone, model.timezone)
        by_date = base_type(when.type) == "date"
        sorted_by = when.expr if by_date else occurred_at
    user, title = (source.fields[name].expr if name in source.fields else None for name in ("user", "title"))
    _no_amount_in_title(model, source, title)
    state_changes, changes = None, None
    transitions, changing = spec.moment.transitions, spec.moment.changes
    if transitions is not None or changing is not None:
        key_place = model.location("sources", source.name, "key")
        _only_the_row(source, source.key.expr, "changes of a row by its key", key_place)
        maker = user
        if changed_by is not None:
            _only_the_row(source, changed_by.expr, "changed_by", location)
            maker = changed_by.expr
        elif maker is not None and not _is_only_the_row(source, maker):
            maker = None
        if transitions is not None:
            state = source.fields[transitions.field].expr
            _only_the_row(source, state, f"the field {transitions.field}", location)
            state_changes = StateChanges(state, maker, transitions.counted)
        if changing is not None:
            fields = tuple((name, source.fields[name].expr) for name in changing)
            for name, expr in fields:
                _only_the_row(source, expr, f"the field {name}", location)
            changes = Changes(fields, maker)
    return Moment(
        source.name, spec.moment.kind, spec.moment.counted, occurred_at, occurred_on, sorted_by, by_date,
        user, title, state_changes, changes,
    )  # fmt: skip


def _is_only_the_row(source: SourceRows, expr: Expr) -> bool:
    return set(aliases_in([expr])) <= {source.name} and is_harmless(expr)


def _only_the_row(source: SourceRows, expr: Expr, what: str, location: Location) -> None:
    """The trigger that records a state change must not fail, nor look at other tables."""
    if not _is_only_the_row(source, expr):
        raise SaintError(
            f"{what} cannot be followed by a trigger: {show(expr)}",
            location,
            "map a plain column of the source's own table",
        )


def _no_amount_in_title(model: Model, source: SourceRows, title: Expr | None) -> None:
    """Titles are for every reader, revenue is not."""
    if title is None or not model.sources[source.name].revenue:
        return
    amount = {node.name for node in source.fields["amount"].expr.find_all(exp.Column)}
    shown = {node.name for node in title.find_all(exp.Column)}
    if amount & shown:
        raise SaintError(
            f"the title shows {', '.join(sorted(amount & shown))}, which is revenue: only saint_revenue may see it",
            model.location("sources", source.name, "fields", "title"),
            "leave the amount out of the title",
        )


def _monitor(model: Model, name: str, of: Expr | None) -> Monitor:
    spec = model.monitors[name]
    title = spec.name or name.replace("_", " ").capitalize()
    between = spec.period if isinstance(spec.period, Between) else None
    return Monitor(
        name=name,
        entity=spec.on,
        location=model.location("monitors", name),
        of=of,
        selection=spec.selection,
        users=None if spec.users == "all" else tuple(str(user) for user in spec.users),
        group=spec.group,
        days=None if isinstance(spec.period, Between) else spec.period,
        first=between.first if between else None,
        last=between.last if between else None,
        method=spec.bands.method,
        revenue=spec.revenue,
        titles={model.languages[0]: title} if isinstance(title, str) else dict(title),
    )
