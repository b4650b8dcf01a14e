"""Contact moments as they are read: all of them, and the chronology of one record or of one user's records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pg_saint.compile.attention.sources import (
    MomentSource,
    MonitoredEntity,
    What,
    boolean,
    change_table,
    state_change_table,
    text_of,
    zone,
)
from pg_saint.compile.row.confidential import for_those_who_may
from pg_saint.compile.sql.names import data, public
from pg_saint.compile.sql.objects import OF_ATTENTION, READERS, SqlObject
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql, comment, expression, literal, type_name
from pg_saint.ir.nodes import Expr


def moment_objects(monitored: list[MonitoredEntity]) -> Iterator[SqlObject]:
    having = [each for each in monitored if each.has_moments]
    for each in having:
        yield attention_function(
            each, "moments", "moments", record=each.record(None, []), sources=list(_rows(each, None, False))
        )
        yield _chronology(each, "chronology", "the moments of one record", "of_record text", "= of_id", None)
        user = each.field("user")
        if user is not None:
            purpose = "the moments of all records for which one user is responsible"
            yield _chronology(each, "happened", purpose, "of_user text", "= any (of_ids)", user.expr)
    if having:
        name = public("contact_moment")
        entities = [{"literal": literal(each.name), "moments": data(each.name, "moments")} for each in having]
        yield SqlObject(
            name=name,
            kind="view",
            sql=render("attention/contact_moment_view", name=name, entities=entities),
            open_to=READERS,
        )


def attention_function(
    monitored: MonitoredEntity,
    word: str,
    template: str,
    open_to: tuple[str, ...] = OF_ATTENTION,
    **pieces: Any,
) -> SqlObject:
    name = data(monitored.name, word)
    sql = render(
        f"attention/{template}",
        name=name,
        entity=Sql(monitored.name),
        key_type=type_name(monitored.key_type),
        hold=monitored.hold,
        parallel=Sql("unsafe" if monitored.parts.found else "safe"),
        **pieces,
    )
    return SqlObject(name=name, kind="function", sql=sql, entity=monitored.name, open_to=open_to)


def _chronology(
    monitored: MonitoredEntity, word: str, purpose: str, parameters: str, restriction: str, user: Expr | None
) -> SqlObject:
    record = monitored.record("= of_id" if user is None else None, [user])
    if user is not None:
        record["where"] = Sql(f"{record['where']} and ({expression(user)})::text = of_user")
    reached = [_reached(monitored, source, of) for source, of in each_moment(monitored)]
    rows = list(_rows(monitored, restriction, True))
    return attention_function(
        monitored,
        word,
        "chronology",
        purpose=Sql(purpose),
        parameters=Sql(parameters),
        record=record,
        one=boolean(True) if user is None else None,
        sources=[{"rows": row, "reached": bound} for row, bound in zip(rows, reached, strict=True)],
    )


def _reached(monitored: MonitoredEntity, source: MomentSource, of: What) -> Sql:
    """From `since` to `before`, in a form that can use an index on the date alone, where that is what there is."""
    if of != "rows" or source.moment is None or not source.moment.by_date:
        return Sql("m.sorted_by >= since and m.sorted_by <= before")
    tz = zone(monitored.definition)
    return Sql(
        f"m.sorted_by >= (since at time zone {tz})::date and m.sorted_by <= (before at time zone {tz})::date"
        " and m.occurred_at >= since"
    )


def each_moment(monitored: MonitoredEntity) -> Iterator[tuple[MomentSource, What]]:
    """Each source with moments, and once more where its changes of state are moments, and other changes."""
    for source in monitored.sources:
        if source.moment is not None:
            yield source, "rows"
            if source.moment.state_changes is not None:
                yield source, "state changes"
            if source.moment.changes is not None:
                yield source, "changes"


def _rows(monitored: MonitoredEntity, restriction: str | None, sorted_by: bool) -> Iterator[Sql]:
    for source, of in each_moment(monitored):
        yield render("attention/moments_of_source", **_pieces(source, restriction, of, sorted_by))


def _pieces(source: MomentSource, restriction: str | None, of: What, sorted_by: bool) -> dict[str, Any]:
    moment = source.moment
    assert moment is not None
    exprs = [moment.occurred_at, moment.user, moment.title]
    title = for_those_who_may(text_of(moment.title), source.classes("title") if moment.title is not None else ())
    seen_by = source.classes("user")
    user = for_those_who_may(text_of(moment.user), seen_by if moment.user is not None else ())
    pieces = {
        **source.table,
        "comment": comment(source.source.name),
        "distinct": boolean(True) if source.link.many else None,
        "kind": Sql(f"{literal(moment.kind)}::text"),
        "source": Sql(f"{literal(source.source.name)}::text"),
        "place": Sql("0::bigint"),
        "occurred_at": expression(moment.occurred_at),
        "user": user,
        "title": title,
        "counted": (source.counts(of) if moment.counted else None) or boolean(moment.counted),
        "joins": source.joins(exprs),
        "where": source.where(restriction, exprs),
        "state_change": None,
        "sorted_by": expression(moment.sorted_by) if sorted_by else None,
    }
    if of == "changes":
        pieces |= {
            "comment": comment(f"{source.source.name}: changes"),
            # Beside the changes of state that have the same place.
            "place": Sql("-saint_state_change.change"),
            "occurred_at": Sql("saint_state_change.changed_at"),
            "user": for_those_who_may(Sql('saint_state_change."user"'), seen_by),
            "title": Sql(
                "saint_state_change.what"
                if moment.title is None
                else f"concat_ws(': ', {title}, saint_state_change.what)"
            ),
            "state_change": change_table(source.source),
            "sorted_by": Sql("saint_state_change.changed_at") if sorted_by else None,
        }
    if of == "state changes":
        assert moment.state_changes is not None
        state = [field.name for field in source.source.fields if field.expr == moment.state_changes.state]
        change = for_those_who_may(
            Sql("saint.change_title(saint_state_change.was, saint_state_change.became)"), source.classes(*state)
        )
        pieces |= {
            "comment": comment(f"{source.source.name}: changes of state"),
            "place": Sql("saint_state_change.change"),
            "occurred_at": Sql("saint_state_change.changed_at"),
            "user": for_those_who_may(Sql('saint_state_change."user"'), seen_by),
            "title": change if moment.title is None else Sql(f"concat_ws(': ', {title}, {change})"),
            "state_change": state_change_table(source.source),
            "sorted_by": Sql("saint_state_change.changed_at") if sorted_by else None,
        }
    return pieces
