"""Definitions: what is in force, in words, with who has it; and what is proposed from here, by who may."""

from __future__ import annotations

import re
from typing import Any

from psycopg import sql
from starlette.responses import Response

from pg_saint.report.entity import find_entity
from pg_saint.report.reading import Row
from pg_saint.shipped import IMAGES
from pg_saint.values import jsonb
from pg_saint.web.matches import matches_by_status, matches_of
from pg_saint.web.sentences import in_words, with_words
from pg_saint.web.visit import NotThere, Visit, does, shows

SOME = 10  # records, as an instance
LONGEST = 10_000  # letters of criteria
KINDS = {"status": "statuses", "selection": "selections"}
NAME = re.compile(r"[a-z_][a-z0-9_]*\Z")
# Of a request that can still be withdrawn, or confirmed.
OPEN, UNCONFIRMED = ("waiting", "checked", "confirmed"), ("waiting", "checked")


@shows
def overview(visit: Visit) -> Response:
    asked = {"language": visit.language}
    applied = visit.row("applied")["statuses"]
    selections = with_words(visit, visit.rows("defined_selections", asked)) if applied else []
    may_propose = applied and visit.row("may_propose")["may"]
    return visit.page(
        "definitions.html",
        statuses=with_words(visit, visit.rows("defined_statuses", asked)) if applied else [],
        matches=matches_by_status(visit) if applied else {},
        selections=selections,
        members={row["name"]: matches_of(visit, row["name"]) for row in selections},
        counters=visit.rows("defined_counters") if applied else [],
        monitors=visit.rows("monitors", asked),
        may_propose=may_propose,
        requests=visit.rows("requests") if may_propose else [],
    )


@shows
def one(visit: Visit) -> Response:
    """A status or a selection: what it asks, in words and as it was written; who has it, for instance."""
    kind, name = visit.request.path_params["kind"], visit.request.path_params["name"]
    if kind not in KINDS:
        raise NotThere
    found = visit.row(f"defined_{kind}", {"name": name, "language": visit.language})
    (found,) = with_words(visit, [found])
    matches = matches_by_status(visit).get(name, 0) if kind == "status" else matches_of(visit, name)
    query = sql.SQL(visit.row("source", {"source": f"{kind}:{name}"})["query"])
    # NULL: not for this role.
    some = [] if matches is None else [row["id"] for row in visit.rows("some", {"limit": SOME}, query=query)]
    return visit.page(
        "definition.html",
        kind=kind,
        found=found,
        matches=matches,
        some=_named(visit, found["entity"], some),
        changes=visit.rows("changes", {"kind": kind, "name": name}),
        may_propose=visit.row("may_propose")["may"],
    )


@shows
def form(visit: Visit) -> Response:
    """What a status or a selection can be made of; filled in with an earlier request, or with what is in force."""
    if not visit.row("may_propose")["may"]:
        raise NotThere
    entities = [row["entity"] for row in visit.rows("entities")]
    given = _given(visit)
    entity = given["entity"] if given["entity"] in entities else next(iter(entities), None)
    if entity is None:
        raise NotThere
    return visit.page(
        "propose.html",
        given=given | {"entity": entity},
        entities=entities,
        images=_images(),
        vocabulary=visit.rows("vocabulary", {"entity": entity}),
    )


@does
def propose(visit: Visit) -> Response:
    """A worker checks it then; nothing changes until it is confirmed."""
    name = visit.asked("name").strip()
    criteria = visit.asked("criteria").strip()
    if not NAME.match(name) or not criteria or len(criteria) > LONGEST:
        return visit.done(visit.words["definition_name"])
    kind = visit.asked("kind") if visit.asked("kind") in KINDS else "status"
    said: dict[str, Any] = {"on": visit.asked("entity"), "when": criteria}
    for key in ("name", "description") if kind == "status" else ("name",):
        if text := visit.asked(f"{key}_text").strip():
            said[key] = {visit.language: text}
    if kind == "status":
        said |= {"rank": visit.number("rank", 100, least=1), "visual": visit.asked("visual") == "yes"}
        said |= {"image": image} if (image := visit.asked("image")) in _images() else {}
    definition = jsonb({KINDS[kind]: {name: said}})
    comment = visit.asked("comment").strip() or None
    made = visit.row("propose", {"definition": definition, "comment": comment})["request"]
    return visit.done(visit.words["proposed"], f"/definitions/request/{made}")


@shows
def request(visit: Visit) -> Response:
    """What a worker found: who would have it, or what is wrong."""
    found = visit.row("request", {"request": visit.request.path_params["request"]})
    kind, part = _part(found)
    criteria = part.get("when")
    words = None
    if isinstance(criteria, str):
        # What is proposed may be on an entity that there is not.
        entities = [row["entity"] for row in visit.rows("entities")]
        words = in_words(visit, part["on"] if part.get("on") in entities else None, criteria)
    return visit.page(
        "request.html",
        found=found,
        kind=kind,
        words=words,
        criteria=criteria if words else None,
        sample=_named(visit, part.get("on"), found["sample"] or []),
        unconfirmed=found["state"] in UNCONFIRMED,
        undecided=found["state"] in OPEN,
    )


@does
def decide(visit: Visit) -> Response:
    """Confirmed, or withdrawn."""
    values = {"request": visit.request.path_params["request"]}
    confirmed = visit.asked("do") == "confirm"
    visit.rows("confirm" if confirmed else "cancel", values)
    return visit.done(visit.words["confirmed"] if confirmed else visit.words["cancelled"])


def _named(visit: Visit, entity: Any, ids: list[str]) -> list[Row]:
    """Records with their names, and whether there are cards of them."""
    found = find_entity(visit.connection, entity) if ids and isinstance(entity, str) else None
    if found is None:
        return []
    rows = visit.rows("named", {"ids": ids}, fields=found.field_function, key_type=found.key_type)
    return [row | {"entity": found.name, "card": found.statuses} for row in rows]


def _part(found: Row) -> tuple[str, Row]:
    """The kind of what was proposed, and its definition; of several the first one that has criteria."""
    for kind, section in KINDS.items():
        parts = (found["definition"] or {}).get(section)
        for part in parts.values() if isinstance(parts, dict) else ():
            if isinstance(part, dict):
                return kind, part
    return str(found["kind"]), {}


def _given(visit: Visit) -> Row:
    """What the form is filled in with."""
    given: Row = {
        "kind": visit.asked("kind") if visit.asked("kind") in KINDS else "status", "entity": visit.asked("entity"),
        "name": "", "name_text": "", "criteria": "", "description_text": "", "rank": 100, "visual": True, "image": "",
    }  # fmt: skip
    number = visit.asked("request")
    if number.isascii() and number.isdigit() and len(number) < 18:
        found = visit.row("request", {"request": int(number)})
        kind, part = _part(found)
        titles, descriptions = part.get("name"), part.get("description")
        given |= {
            "kind": kind if kind in KINDS else "status",
            "entity": part.get("on", ""),
            "name": found["name"],
            "name_text": titles.get(visit.language, "") if isinstance(titles, dict) else titles or "",
            "criteria": part["when"] if isinstance(part.get("when"), str) else "",
            "description_text": descriptions.get(visit.language, "") if isinstance(descriptions, dict) else "",
            "rank": part.get("rank", 100),
            "visual": bool(part.get("visual")),
            "image": part.get("image", ""),
        }
    return given


def _images() -> list[str]:
    """Those of the library, by name."""
    return sorted(file.name for file in IMAGES.iterdir())
