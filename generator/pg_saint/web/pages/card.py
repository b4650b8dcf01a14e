"""The card of a record: a picture behind it that nobody can overlook, and what it means."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from psycopg import sql
from starlette.responses import Response

from pg_saint.report.reading import Row
from pg_saint.web.entity import Entity, entity_of
from pg_saint.web.guard import OF_IMAGES
from pg_saint.web.people import people
from pg_saint.web.selections import add_ids, into_selection
from pg_saint.web.sentences import in_words
from pg_saint.web.visit import NotThere, Visit, does, showing, shows

MOMENTS = 50  # of the chronology, a page
FIRST_FIELDS = ("code", "category", "business", "owner", "phone", "email", "address", "postal_code", "city", "country")
# Shown in another way, or of no use to a reader.
HIDDEN = ("id", "name", "user", "latitude", "longitude", "color")
Asked = Callable[[], list[Row]]


@showing(of_one=True)
def card(visit: Visit) -> Response:
    entity, found = _ask_for_record(visit)
    key = {"id": visit.request.path_params["id"]}
    after = visit.asked("after") or None
    moments = _ask_for_chronology(visit, entity, key["id"], after)
    counters = _ask_for_counters(visit, entity, key)
    strip = _ask_for_strip(visit, entity, key)
    parts = _parts(visit, entity, found)
    return visit.page(
        "card.html",
        **parts,
        counters=_counters(entity, counters()),
        strip=_strip(strip()) if parts["record"]["statuses"] is not None else [],
        moments=moments(),
        people=people(visit, entity) if entity.moments else {},
        after=after,
    )


def record_of(visit: Visit) -> tuple[Entity, Row]:
    """Raises NotThere."""
    entity, found = _ask_for_record(visit)
    return entity, _only(found())


def parts_of(visit: Visit) -> dict[str, Any]:
    """What the card and its dialog show: of the status that was asked for, else the first. Raises NotThere."""
    return _parts(visit, *_ask_for_record(visit))


def _ask_for_record(visit: Visit) -> tuple[Entity, Asked]:
    entity = entity_of(visit, visit.request.path_params["entity"])
    if not entity.statuses:
        raise NotThere
    return entity, visit.ask(
        "card",
        {"id": visit.request.path_params["id"]},
        key_type=entity.key_type,
        fields=entity.field_function,
        card_view=sql.Identifier("saint", f"{entity.name}_card"),
    )


def _only(rows: list[Row]) -> Row:
    if not rows:
        raise NotThere
    return rows[0]


def _parts(visit: Visit, entity: Entity, found: Asked) -> dict[str, Any]:
    may_select = visit.ask("may_select")
    values = {"entity": entity.name, "id": visit.request.path_params["id"], "language": visit.language}
    first = visit.ask("dialog", values | {"status": None}) if not visit.asked("status") else None
    record = _only(found())
    if first is None:
        status = visit.asked("status") if visit.asked("status") in (record["statuses"] or []) else None
        first = visit.ask("dialog", values | {"status": status})
    dialog = _only(first())["dialog"]
    explained, selections = [], []
    if dialog:
        criteria = visit.ask("explain", values | {"status": dialog["status"]})
        selections = visit.rows("static_selections", values)
        explained = [row | {"words": in_words(visit, entity.name, row["criterion"])} for row in criteria()]
    fields = record["fields"]
    shown = [name for name in FIRST_FIELDS if name in fields]
    shown += [name for name in entity.fields if name not in shown and name not in HIDDEN]
    return {
        "entity": entity,
        "record": record,
        "name": fields.get("name") or f"{entity.name} {record['id']}",
        "fields": {name: fields[name] for name in shown if fields.get(name) is not None},
        "dialog": dialog,
        "explained": explained,
        "selections": selections,
        "may_select": _only(may_select())["may"],
    }


@does
def act(visit: Visit) -> Response:
    """What the dialog's buttons do."""
    entity, record = record_of(visit)
    values = {"id": record["id"], "language": visit.language, "status": visit.asked("status")}
    if visit.asked("do") == "follow_up":
        days = visit.asked("in_days")
        asked = {
            "title": visit.asked("title").strip() or None,
            "in_days": int(days) if days.isascii() and days.isdigit() and len(days) < 6 else None,
            "again": visit.asked("again") == "yes",
        }
        visit.rows("create_follow_up", values | asked)
        return visit.done(visit.words["follow_up_written"])
    return into_selection(visit, entity.name, add_ids(visit, [record["id"]]))


@shows
def image(visit: Visit) -> Response:
    """By its content's key: a browser keeps it for ever."""
    found = visit.row("image", {"key": visit.request.path_params["key"]})
    headers = {"content-security-policy": OF_IMAGES, "cache-control": "private, max-age=31536000, immutable"}
    return Response(bytes(found["content"]), media_type=found["media_type"], headers=headers)


def chronology_of(visit: Visit, entity: Entity, key: str, after: str | None) -> list[Row]:
    return _ask_for_chronology(visit, entity, key, after)()


def _ask_for_chronology(visit: Visit, entity: Entity, key: str, after: str | None) -> Asked:
    if not entity.moments:
        return list
    return visit.ask("chronology", {"entity": entity.name, "id": key, "after": after, "page": MOMENTS})


def _ask_for_counters(visit: Visit, entity: Entity, key: Row) -> Asked:
    if not entity.counters:
        return list
    return visit.ask("counter_values", key, counter_view=entity.counter_view, key_type=entity.key_type)


def _counters(entity: Entity, rows: list[Row]) -> list[tuple[str | None, list[tuple[str, Any]]]]:
    """By the source whose standard counters they are; those of the definition's own first."""
    values = rows[0] if rows else {}
    groups = groupby((c for c in entity.counters if c.name in values), key=lambda counter: counter.standard)
    return [(standard, [(counter.name, values[counter.name]) for counter in of]) for standard, of in groups]


def _ask_for_strip(visit: Visit, entity: Entity, key: Row) -> Asked:
    return visit.ask(
        "strip",
        key | {"language": visit.language},
        key_type=entity.key_type,
        period_view=sql.Identifier("saint", f"{entity.name}_status_period"),
    )


def _strip(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """Of each status the times at which the record had it, in the last year."""
    return [(name, list(of)) for name, of in groupby(rows, key=lambda row: str(row["name"]))]
