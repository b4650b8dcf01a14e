"""The calling list of a status: who, whom to call, why; and what can be done for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

import psycopg
from psycopg import sql
from starlette.responses import Response

from pg_saint.report.reading import Row
from pg_saint.web.entity import Entity, entity_of
from pg_saint.web.files import sent_as_file
from pg_saint.web.people import people
from pg_saint.web.selections import ADDED, add_ids, into_selection
from pg_saint.web.sentences import in_words
from pg_saint.web.visit import NotThere, Visit, does, shows, told

PAGE = 50  # records
AT_ONCE = 1000  # follow-ups
COUNTER_JOIN = "left join {view} k on k.id = s.id"
FIELD_JOIN = "left join {fields}(array(select x.id from {status_view} x where x.status = %(status)s)) f on f.id = s.id"
# Where a list is cut off, the records come in the order of their keys.
DIRECTIONS = {"asc": sql.SQL("asc"), "desc": sql.SQL("desc")}


@dataclass(frozen=True)
class Asked:
    """What of the list is asked for: `sort` is one of the columns, `amount` a counter."""

    sort: str
    direction: str
    owner: str
    amount: str | None
    page: int

    @property
    def query(self) -> dict[str, Any]:
        """As it stands in the address."""
        page = self.page if self.page > 1 else None
        return {"sort": self.sort, "dir": self.direction, "owner": self.owner, "amount": self.amount, "page": page}


@shows
def calling_list(visit: Visit) -> Response:
    status, entity = _status(visit)
    asked = _asked(visit, entity)
    pieces = _pieces(entity, asked)
    values = {"status": status["status"], "entity": entity.name, "owner": asked.owner, "language": visit.language}
    records = _how_many(visit, values, pieces)
    rows = visit.rows("calling", values | {"limit": PAGE, "offset": PAGE * (asked.page - 1)}, **pieces)
    return visit.page(
        "calling.html",
        status=status | {"words": in_words(visit, entity.name, status["criteria"])},
        entity=entity,
        asked=asked,
        rows=rows,
        records=records,
        pages=max(ceil(records / PAGE), 1),
        owners=sorted(set(people(visit, entity).values())) if "owner" in entity.fields else [],
        selections=visit.rows("static_selections", values),
        may_select=visit.row("may_select")["may"],
    )


@shows
def as_xlsx(visit: Visit) -> Response:
    status, entity = _status(visit)
    owner = visit.asked("owner") if "owner" in entity.fields else ""
    where = f"owner = {sql.Literal(owner).as_string(visit.connection)}" if owner else None
    return sent_as_file(visit, f"status:{status['status']}", f"{status['status']}.xlsx", where)


@does
def into_a_selection(visit: Visit) -> Response:
    status, entity = _status(visit)
    ids = visit.form.get("id") or _ids(visit, entity, status["status"], ADDED)
    return into_selection(visit, entity.name, add_ids(visit, ids))


@shows
def preview(visit: Visit) -> Response:
    """Who would get which follow-up: nothing is written."""
    status, entity = _status(visit)
    if not status["follows_up"]:
        raise NotThere
    owner = visit.asked("owner")
    ids = _ids(visit, entity, status["status"], AT_ONCE + 1)
    values = {
        "entity": entity.name,
        "ids": ids[:AT_ONCE],
        "language": visit.language,
        "status": status["status"],
    }
    rows = visit.rows("dialogs", values, fields=entity.field_function, key_type=entity.key_type)
    return visit.page(
        "follow_ups.html",
        status=status,
        entity=entity,
        owner=owner,
        rows=rows,
        new=[row for row in rows if not row["dialog"]["follow_up"]["planned"]],
        too_many=len(ids) > AT_ONCE,
        most=AT_ONCE,
    )


@does
def follow_up_all(visit: Visit) -> Response:
    """Each for itself: one that the CRM does not take does not stand in the way of the others."""
    status, entity = _status(visit)
    problems = []
    written = 0
    for key in (visit.form.get("id") or [])[:AT_ONCE]:
        values = {
            "status": status["status"], "id": key, "language": visit.language, "title": None, "in_days": None,
            "again": False,
        }  # fmt: skip
        try:
            with visit.connection.transaction():
                visit.rows("create_follow_up", values)
            written += 1
        except psycopg.errors.InsufficientPrivilege:
            raise
        except psycopg.Error as error:
            problems.append((key, told(error)))
    return visit.page("follow_ups_written.html", status=status, entity=entity, written=written, problems=problems)


def _status(visit: Visit) -> tuple[Row, Entity]:
    name = visit.request.path_params["status"]
    status = visit.row("status", {"status": name, "language": visit.language})
    return status, entity_of(visit, status["entity"])


def _asked(visit: Visit, entity: Entity) -> Asked:
    amounts = entity.amounts
    amount = visit.asked("amount")
    chosen = amount if amount in amounts else next(iter(amounts), None)
    sorts = _orders(entity, chosen)
    sort = visit.asked("sort")
    sort = sort if sort in sorts else "since"
    direction = visit.asked("dir")
    direction = direction if direction in DIRECTIONS else ("desc" if sort == "amount" else "asc")
    owner = visit.asked("owner") if "owner" in entity.fields else ""
    return Asked(sort, direction, owner, chosen, visit.number("page", 1, least=1))


def _orders(entity: Entity, amount: str | None) -> dict[str, sql.Composable]:
    """What the list can be sorted by."""
    orders: dict[str, sql.Composable] = {"since": sql.SQL("s.since")}
    orders |= {field: sql.Identifier("f", field) for field in ("name", "owner") if field in entity.fields}
    if amount is not None:
        orders["amount"] = sql.Identifier("k", amount)
    if entity.last:
        orders["last"] = _of_counters("greatest", "k", entity.last)
    if entity.next:
        orders["next"] = _of_counters("least", "k", entity.next)
    return orders


def _how_many(visit: Visit, values: dict[str, Any], pieces: dict[str, sql.Composable]) -> int:
    """Of a long list as of a moment ago: to count it takes as long as to show a page of it."""
    wanted = {name: pieces[name] for name in ("status_view", "joins", "condition")}
    key = ("how many", values["status"], values["owner"])
    records: int = visit.remember(key, lambda: visit.row("how_many", values, **wanted)["records"])
    return records


def _of_counters(function: str, alias: str, names: list[str]) -> sql.Composable:
    columns = sql.SQL(", ").join(sql.Identifier(alias, name) for name in names)
    return sql.SQL(function + "({})").format(columns) if names else sql.SQL("null")


def _pieces(entity: Entity, asked: Asked) -> dict[str, sql.Composable]:
    """Joined is what the order and the condition ask for, of all records; the rest is read of the page alone."""
    order = sql.SQL("{} {} nulls last").format(_orders(entity, asked.amount)[asked.sort], DIRECTIONS[asked.direction])
    joins = []
    if asked.sort in ("amount", "last", "next"):
        joins.append(sql.SQL(COUNTER_JOIN).format(view=entity.counter_view))
    if asked.owner or asked.sort in ("name", "owner"):
        joins.append(sql.SQL(FIELD_JOIN).format(fields=entity.field_function, status_view=entity.status_view))
    shown = [*entity.last, *entity.next, *([asked.amount] if asked.amount else [])]
    return {
        "status_view": entity.status_view,
        "fields": entity.field_function,
        "order": order,
        "joins": sql.SQL("\n    ").join(joins),
        "condition": sql.SQL("f.owner = %(owner)s") if asked.owner else sql.SQL("true"),
        "counters": sql.SQL("left join {} c on c.id = h.id").format(entity.counter_view) if shown else sql.SQL(""),
        "amount": sql.Identifier("c", asked.amount) if asked.amount else sql.SQL("null"),
        "last": _of_counters("greatest", "c", entity.last),
        "next": _of_counters("least", "c", entity.next),
    }


def _ids(visit: Visit, entity: Entity, status: str, limit: int) -> list[str]:
    """Of the list as it is filtered."""
    owner = visit.asked("owner") if "owner" in entity.fields else ""
    join = sql.SQL(FIELD_JOIN).format(fields=entity.field_function, status_view=entity.status_view)
    rows = visit.rows(
        "ids",
        {"status": status, "owner": owner, "limit": limit},
        status_view=entity.status_view,
        joins=join if owner else sql.SQL(""),
        condition=sql.SQL("f.owner = %(owner)s") if owner else sql.SQL("true"),
    )
    return [row["id"] for row in rows]
