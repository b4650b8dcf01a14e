"""The attention monitor: whom do we give attention, how much, and is it in proportion to what they bring?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import ceil, cos, radians
from typing import Any

from psycopg import sql
from starlette.responses import Response

from pg_saint.export.kinds import MAY_SEE
from pg_saint.ir.attention import KINDS
from pg_saint.report.entity import Entity, find_entity
from pg_saint.report.reading import Row
from pg_saint.values import jsonb
from pg_saint.web.files import sent_as_file
from pg_saint.web.pages.card import chronology_of
from pg_saint.web.people import people
from pg_saint.web.selections import ADDED, add_ids, into_selection
from pg_saint.web.visit import NotThere, Visit, does, shows

PAGE = 100  # relations
ON_A_MAP = 5000
WIDE = 720.0  # of the map
VIEWS = ("contacts", "kinds", "sales")
FRESH = 600.0  # seconds; another apply may show a calculation in other words
# Pages that are read at once in an order that has no index: to sort all relations takes as long for one.
TOGETHER = 5
OTHER_WAY = {"asc": "desc", "desc": "asc"}


@dataclass(frozen=True)
class Monitor:
    """A monitor as it is shown: `calculation` is its own result, or one with the visitor's controls."""

    name: str
    calculation: str
    shown: Row
    entity: Entity
    sales: bool

    def query(self, **more: Any) -> dict[str, Any]:
        """As it stands in an address."""
        return {"calculation": None if self.shown["own"] else self.calculation, **more}


@dataclass(frozen=True)
class Spot:
    x: float
    y: float
    relation: Row


@shows
def monitor(visit: Visit) -> Response:
    looked_at = _monitor(visit)
    view = visit.asked("view") if visit.asked("view") in VIEWS else "contacts"
    if view == "sales" and not looked_at.sales:
        view = "contacts"
    sales = view == "sales"
    columns = _sortable(view)
    sort = visit.asked("sort") if visit.asked("sort") in columns else ("revenue" if sales else "total")
    direction = visit.asked("dir") if visit.asked("dir") in OTHER_WAY else "desc"
    number = visit.number("page", 1, least=1)
    bands = _whole(visit, looked_at, "_sales_bands" if sales else "_bands")
    summary = _whole(visit, looked_at, "_sales_summary" if sales else "_summary")
    excluded = _whole(visit, looked_at, "_excluded") if sales else []
    names = people(visit, looked_at.entity)
    return visit.page(
        "attention.html",
        monitor=looked_at,
        view=view,
        views=[each for each in VIEWS if each != "sales" or looked_at.sales],
        kinds=KINDS,
        rows=_page(visit, looked_at, view, sort, direction, number),
        sort=sort,
        direction=direction,
        number=number,
        pages=max(ceil(((looked_at.shown["relations"] or 0) - len(excluded)) / PAGE), 1),
        bands=bands,
        summary=summary,
        excluded=excluded,
        people=names,
        sources=visit.rows("sources", {"entity": looked_at.entity.name, "language": visit.language}),
        fields=[f for f in looked_at.entity.fields if f not in ("user", "owner", "latitude", "longitude", "color")],
        spots=_spots(visit, looked_at) if visit.asked("map") else None,
    )


@does
def calculate(visit: Visit) -> Response:
    """Calculate: with what was chosen, or, where nothing was, as the monitor says."""
    looked_at = _monitor(visit)
    field, value = visit.asked("field"), visit.asked("value").strip()
    chosen: dict[str, Any] = {
        "users": [user for user in visit.form.get("users", []) if user] or None,
        "period": visit.number("period", 0) or None,
        "selection": visit.asked("selection") or None,
        "since": _day(visit, "since"),
        "until": _day(visit, "until"),
        "user_group": visit.asked("user_group").strip() or None,
        "of": jsonb({field: [part.strip() for part in value.split(",")]}) if field and value else None,
        "method": visit.asked("method") or None,
        "revenue": visit.asked("revenue") or None,
    }
    values = {"monitor": looked_at.name}
    if all(each is None for each in chosen.values()):
        visit.rows("recalculate", values)
        return visit.done(visit.words["calculated_own"], f"/attention/{looked_at.name}?calculation={looked_at.name}")
    visit.rows("recalculate_chosen", values | chosen)
    return visit.done(visit.words["calculated_chosen"], f"/attention/{looked_at.name}")


@shows
def band(visit: Visit) -> Response:
    """Who is in a band, with where to find them."""
    looked_at, sales, which = _band(visit)
    number = visit.number("page", 1, least=1)
    rows = visit.rows(
        "band",
        {"band": which, "limit": PAGE, "offset": PAGE * (number - 1)},
        view=_view(visit, looked_at, "_sales" if sales else ""),
        relations=sql.Identifier("saint_data", f"{looked_at.entity.name}_relations"),
        amounts=sql.SQL("g.total, g.revenue" if sales else "g.total"),
        order=sql.SQL("g.revenue desc nulls last" if sales else "g.total desc"),
    )
    bands = _whole(visit, looked_at, "_sales_bands" if sales else "_bands")
    relations = sum(each["relations"] for each in bands if each["band"] == which)
    values = {"entity": looked_at.shown["entity"], "language": visit.language}
    return visit.page(
        "band.html",
        monitor=looked_at,
        band=which,
        sales=sales,
        rows=rows,
        relations=relations,
        number=number,
        pages=max(ceil(relations / PAGE), 1),
        selections=visit.rows("static_selections", values),
        may_select=visit.row("may_select")["may"] and looked_at.entity.statuses,
    )


@does
def into_a_selection(visit: Visit) -> Response:
    """Those that are ticked in the band, or all of it."""
    looked_at, sales, which = _band(visit)
    view = _view(visit, looked_at, "_sales" if sales else "")
    ids = visit.form.get("id") or [
        row["id"] for row in visit.rows("band_ids", {"band": which, "limit": ADDED}, view=view)
    ]
    return into_selection(visit, looked_at.shown["entity"], add_ids(visit, ids))


def _band(visit: Visit) -> tuple[Monitor, bool, int]:
    """Of which monitor, whether of its sales view, and which. Raises NotThere."""
    looked_at = _monitor(visit)
    which: int = visit.request.path_params["band"]
    if which > 5:
        raise NotThere
    return looked_at, visit.asked("view") == "sales" and looked_at.sales, which


@shows
def chronology(visit: Visit) -> Response:
    """Everything that happened with a relation, and the way to the next one."""
    looked_at = _monitor(visit)
    relation = visit.row("neighbours", {"id": visit.request.path_params["id"]}, view=_view(visit, looked_at, ""))
    after = visit.asked("after") or None
    moments = chronology_of(visit, looked_at.entity, relation["id"], after)
    return visit.page(
        "chronology.html",
        monitor=looked_at,
        relation=relation,
        moments=moments,
        after=after,
        people=people(visit, looked_at.entity),
    )


@shows
def as_xlsx(visit: Visit) -> Response:
    looked_at = _monitor(visit)
    number = visit.asked("band")
    part = f"/{number}" if number in list("012345") else ""
    name = f"{looked_at.name}{part.replace('/', '-')}.xlsx"
    return sent_as_file(visit, f"monitor:{looked_at.calculation}{part}", name)


@shows
def as_geojson(visit: Visit) -> Response:
    looked_at = _monitor(visit)
    return sent_as_file(visit, f"monitor:{looked_at.calculation}", f"{looked_at.name}.geojson")


def _monitor(visit: Visit) -> Monitor:
    name = visit.request.path_params["monitor"]
    values = {"monitor": name, "calculation": visit.request.query_params.get("calculation", "")}
    shown = visit.row("monitor", values)
    seen = visit.connection.execute(MAY_SEE, {"name": shown["calculation"]}).fetchone() == (True,)
    # One that only monitors are about has no cards.
    entity = find_entity(visit.connection, shown["entity"]) or Entity(
        shown["entity"], sql.SQL("text"), (), (), statuses=False, moments=True
    )
    return Monitor(name, shown["calculation"], shown, entity, seen)


def _view(visit: Visit, looked_at: Monitor, word: str) -> sql.SQL:
    """As the database writes it."""
    return sql.SQL(visit.row("monitor_view", {"calculation": looked_at.calculation, "word": word})["view"])


def _page(visit: Visit, looked_at: Monitor, view: str, sort: str, direction: str, number: int) -> list[Row]:
    """The relations of a page of the grid. By their totals they are found by an index, from its nearer end."""
    shown = _view(visit, looked_at, "_sales" if view == "sales" else "")
    indexed = sort == "total" and view != "sales" and looked_at.shown["own"]
    at_once = PAGE if indexed else PAGE * TOGETHER
    first = PAGE * (number - 1)
    begin = first - first % at_once
    relations = looked_at.shown["relations"] or 0
    behind = relations - begin - at_once
    backwards = indexed and behind < begin < relations
    if backwards:
        bounds = {"limit": at_once + min(behind, 0), "offset": max(behind, 0)}
        order = _order(sort, OTHER_WAY[direction])
    else:
        bounds = {"limit": at_once, "offset": begin}
        order = _order(sort, direction)

    def read() -> list[Row]:
        rows = visit.rows("grid", bounds, view=shown, order=order)
        return rows[::-1] if backwards else rows

    rows = _remembered(visit, looked_at, ("grid", view, sort, direction, begin), read)
    return rows[first - begin : first - begin + PAGE]


def _order(sort: str, direction: str) -> sql.Composed:
    """Every relation has a total: its index has no other order of what is missing."""
    column, nulls = sql.Identifier("g", sort), sql.SQL("" if sort == "total" else " nulls last")
    order = "{} desc{}, {}" if direction == "desc" else "{}{}, {} desc"
    return sql.SQL(order).format(column, nulls, sql.Identifier("g", "id"))


def _whole(visit: Visit, looked_at: Monitor, word: str) -> list[Row]:
    return _remembered(
        visit, looked_at, ("whole", word), lambda: visit.rows("whole", view=_view(visit, looked_at, word))
    )


def _remembered(visit: Visit, looked_at: Monitor, what: tuple[Any, ...], read: Callable[[], list[Row]]) -> list[Row]:
    """What a calculation found stays as it is until the next one; whether it may be seen was asked a moment ago."""
    key = (looked_at.calculation, looked_at.shown["version"], looked_at.shown["calculated_at"], *what)
    return visit.remember(key, read, FRESH)


def _sortable(view: str) -> tuple[str, ...]:
    common = ("code", "name", "total", "band")
    if view == "sales":
        return (*common, "revenue", "sales_days", "revenue_per_moment")
    kinds = tuple(column for kind in KINDS for column in (kind, f"{kind}_days")) if view == "kinds" else ()
    return (*common, "days", *kinds)


def _day(visit: Visit, name: str) -> date | None:
    text = visit.asked(name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise NotThere from None


def _spots(visit: Visit, looked_at: Monitor) -> list[Spot]:
    """On a plane, as wide as the map: near enough for the customers of one company."""
    if not {"latitude", "longitude"} <= set(looked_at.entity.fields):
        return []
    rows = visit.rows(
        "places",
        {"limit": ON_A_MAP},
        view=_view(visit, looked_at, ""),
        relations=sql.Identifier("saint_data", f"{looked_at.entity.name}_relations"),
    )
    if not rows:
        return []
    north, south = max(row["latitude"] for row in rows), min(row["latitude"] for row in rows)
    east, west = max(row["longitude"] for row in rows), min(row["longitude"] for row in rows)
    shrunk = cos(radians((north + south) / 2))
    scale = WIDE / max((east - west) * shrunk, (north - south), 0.01)
    return [
        Spot(
            round((row["longitude"] - west) * shrunk * scale, 1),
            round((north - row["latitude"]) * scale, 1),
            row,
        )
        for row in rows
    ]
