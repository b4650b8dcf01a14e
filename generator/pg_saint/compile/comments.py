"""What each view and each of its columns is, for whoever finds it in a database tool: `comment on` statements.

No part of an object: a definition that moves to another line makes nothing again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pg_saint.compile.sql.names import data, public
from pg_saint.compile.sql.objects import SqlObject
from pg_saint.compile.sql.templates import Statement, render
from pg_saint.compile.sql.text import Name, Sql, ident, literal, table_name
from pg_saint.ir.attention import KINDS, Monitor
from pg_saint.ir.definition import Definition
from pg_saint.ir.nodes import Counter, Entity, Selection

INTERNAL = "Internal: "
EXACT = "Exact at every read."
CALCULATED = "As of the last calculation, at calculated_at."

# What a column of this name is in every view that has it, but for those that say otherwise.
COLUMNS = {
    "entity": "What the record is: company, person, project, as the definition calls it",
    "id": "Key of the record, as text: of all entities in one column",
    "status": "The status, by the name that the definition gives it: a row of saint.statusdef",
    "name": "The status's name in the default language",
    "rank": "Rank of the status: the lowest is the first to be shown",
    "visual": "Whether the status shows an image",
    "since": "When the record got the status; of a change that no tick has stored yet: now",
    "image": "The image to show, as bytes: of the visual status with the lowest rank",
    "media_type": "Media type of the image: image/svg+xml, image/png and so on",
    "image_key": "SHA-256 of the image, in hexadecimal: the same as long as the image is",
    "schema": "The schema of the CRM's tables that the record is in",
    "changed_at": "When the record got or lost the status; of a change that no tick has stored yet: now",
    "active": "True: it got the status. False: it lost it",
    "change": "Number of the change, in the order in which they were stored; NULL: not stored yet",
    "began_at": "When the record got the status; of a change that no tick has stored yet: now",
    "ended_at": "When it lost it; NULL while it has it",
}
STATUS = {name: COLUMNS[name] for name in ("status", "name", "rank", "visual", "since")}
WATERMARK = {name: COLUMNS[name] for name in ("status", "name", "image", "media_type", "image_key")}
RECORD_NAME = {"record_name": "The record's name, read from the CRM where it is asked for; NULL: no name is mapped"}
VALUE = {name: COLUMNS[name] for name in ("status", "since", "name")} | RECORD_NAME
HISTORY = {name: COLUMNS[name] for name in ("status", "active", "changed_at", "change")} | RECORD_NAME
PERIOD = {name: COLUMNS[name] for name in ("status", "began_at", "ended_at")} | RECORD_NAME
CARD = {
    "statuses": "The names of the record's statuses, by rank; empty where it has none",
    "status": "The first of them, which has the lowest rank; NULL: it has none",
    "name": "Its name in the default language",
    "rank": "Its rank",
    "since": "When the record got it; of a change that no tick has stored yet: now",
    "visual": "Whether it shows an image",
    "image": "The image to show, as bytes: of the first of its statuses that shows one",
    "media_type": COLUMNS["media_type"],
    "image_key": COLUMNS["image_key"],
}
STATUSDEF = {
    "entity": COLUMNS["entity"],
    "status": "The status, by the name that the definition gives it",
    "name": COLUMNS["name"],
    "criteria": "The criteria, all of which must hold, as they were written",
    "rank": COLUMNS["rank"],
    "visual": COLUMNS["visual"],
    "enabled": "Whether records get it",
    "matches": "How many records have it now: counted when asked for",
    "deleted": "Kept for its history and its texts; no record has it",
    "groups": "The user groups that it concerns; empty: everybody",
    "notify": "Whether each change is announced on the channel saint_status",
    "exact_since": "Since when its history is exact: when it was first computed as it is defined now",
}
SELECTIONDEF = {
    "selection": "Name of the selection: it is saint.selection_NAME, or in saint.selection_member",
    "entity": "What its records are",
    "name": "Its name in the default language",
    "kind": "dynamic: exact at every read; materialized: as of its last refresh; static: people add the records",
    "criteria": "The criteria, all of which must hold, as they were written",
    "columns": "What it shows beside the id",
    "matches": "How many records are in it now: counted when asked for",
    "declared": "Whether the definition names it; else people made it",
    "max_age": "Of a materialized one: when it is older, a tick refreshes it",
    "refreshed_at": "Of a materialized one: when it was last refreshed",
}
COUNTERVALUE = {
    "counter": "The counter or the set of standard counters, by name",
    "total": "Its number, or sum, over all time",
    "open": "How many of those are not completed",
    **{f"period{n}": f"Number, or sum, in period {n} of the definition, counted back from today" for n in range(1, 9)},
    "last": "Date of the last one up to today",
    "last_completed": "Date of the last completed one up to today",
    "last_open": "Date of the last one up to today that is not completed",
    "next": "Date of the first one after today",
    **{f"open_period{n}": f"How many in period {n} are not completed" for n in range(1, 9)},
}
DAILY = {
    "day": "The day, in the definition's time zone",
    "records": "How many records had the status at the end of the day; of today: have it now",
    "began": "How many got it on that day",
    "ended": "How many lost it on that day",
}
MEMBER = {
    "selection": "Name of the static selection",
    "added_at": "When it was added",
}
MOMENT = {
    "kind": "history, correspondence, sales, helpdesk, or what else the definition calls it",
    "source": "The source of the definition that it comes from",
    "source_key": "Key of its row in the source's table, as text",
    "occurred_at": "When it happened",
    "user": "Key of the user who made it, as text",
    "title": "What it is called",
    "counted": "Whether attention monitors count it",
    "planned": "Whether it is after today: shown, and not counted",
}
GRID = {
    "id": "Key of the relation, as the CRM has it",
    "color": "The relation's own colour, as the CRM has it",
    "code": "The relation's code",
    "name": "The relation's name",
    "total": "How many contact moments it had in the period",
    "days": "Days since its last contact moment of any kind, on the day of the calculation",
    "band": "Number of its band in the contact view: a row of saint.attention_{}_bands",
    **{kind: f"How many of them are of the kind {kind}" for kind in KINDS},
    **{f"{kind}_days": f"Days since the last one of the kind {kind}, on the day of the calculation" for kind in KINDS},
    "band_hex": "Colour of its band, as #rrggbb",
}
BANDS = {
    "band": "Number of the band, from 0",
    "color": "Colour of the band, by name",
    "relations": "How many relations are in it",
    "lowest": "The lowest total of contact moments that it covers",
    "highest": "The highest total that it covers; NULL: no upper end",
    "hex": "Colour of the band, as #rrggbb",
}
SUMMARY = {
    "area": "little, average or much",
    "relations": "How many relations are in it",
    "percent": "Percentage of all relations",
}
SALES = {
    "id": GRID["id"],
    "code": GRID["code"],
    "name": GRID["name"],
    "total": GRID["total"],
    "revenue": "Its revenue in the period, in the currency of the CRM's amounts",
    "sales_days": "Days since its last contact moment of the kind sales, on the day of the calculation",
    "revenue_per_moment": "Revenue for each contact moment; NULL: there was none",
    "band": "Number of its band in the sales view: a row of saint.attention_{}_sales_bands",
    "area": "possibly insufficient attention for the revenue, average, or possibly too much",
    "band_hex": GRID["band_hex"],
}
SALES_BANDS = BANDS | {
    "lowest": "The lowest revenue for each contact moment that it covers",
    "highest": "The highest that it covers; NULL: no upper end",
    "revenue": "Revenue of the relations in it",
    "revenue_percent": "Percentage of all revenue",
}
SALES_SUMMARY = SUMMARY | {
    "area": SALES["area"] + "; where there is no distribution: why",
    "revenue": SALES_BANDS["revenue"],
    "revenue_percent": SALES_BANDS["revenue_percent"],
}
CALCULATION = "Name of the calculation: a row of saint.calculation, by its column monitor"
CALCULATED_AT = {"calculated_at": "When the monitor was last calculated: what is shown is as of then"}


# The views of a monitor, by the words after its name, and those of the same calculated with controls of its own.
OF_A_MONITOR: tuple[tuple[tuple[str, ...], str, dict[str, str]], ...] = (
    ((), "how much attention each relation got.", GRID),
    (("bands",), "the six bands of the contact view.", BANDS),
    (("summary",), "the three areas of the contact view.", SUMMARY),
    (("sales",), "revenue against attention, of each relation that has either.", SALES),
    (("sales_bands",), "the six bands of the sales view.", SALES_BANDS),
    (("sales_summary",), "the three areas of the sales view.", SALES_SUMMARY),
    (
        ("excluded",),
        "the relations with neither contact moments nor revenue.",
        {name: SALES[name] for name in ("id", "code", "name")},
    ),
)


@dataclass(frozen=True)
class Comments:
    """What is said of a view, and of its columns by name."""

    view: Name
    said: str
    columns: Mapping[str, str]

    def only(self, columns: Collection[str | None]) -> Comments:
        """What is said of these columns, and for None of the view itself."""
        said = {name: text for name, text in self.columns.items() if name in columns}
        return Comments(self.view, self.said if None in columns else "", said)

    def statement(self, kind: str) -> Statement:
        """The statements, one for each comment."""
        columns = [
            {"name": ident(*self.view.parts, column), "said": literal(said)} for column, said in self.columns.items()
        ]
        said = literal(self.said) if self.said else None
        return render("comments", kind=Sql(kind), name=self.view, said=said, columns=columns)


def comments(definition: Definition, objects: Sequence[SqlObject]) -> list[Comments]:
    """Of the views among `objects`, in their order. A test finds one that has none here."""
    found: dict[str, Comments] = {each.view: each for each in _all(definition)}
    return [found[made.name] for made in objects if made.name in found]


def comment_statements(definition: Definition, objects: Sequence[SqlObject]) -> list[Statement]:
    """The same as SQL."""
    kinds: dict[str, str] = {made.name: made.kind for made in objects}
    return [each.statement(kinds[each.view]) for each in comments(definition, objects)]


def _all(definition: Definition) -> Iterator[Comments]:
    for entity in definition.entities:
        for view, every, said, columns in _of_entity(definition, entity):
            yield Comments(view, said, columns)
            if every is not None:
                shown = {"schema": COLUMNS["schema"], **columns}
                yield Comments(every, f"Of every schema, here as of {entity.name}: {said}", shown)
        yield Comments(data(entity.name, "stale"), *_stale(entity))
        yield Comments(data(entity.name, "in_shards"), *_in_shards(entity))
        if entity.has_marks:
            yield from _of_marks(entity)
    for selection in definition.selections:
        yield Comments(data("selection", selection.name, "rows"), *_rows(definition, selection))
    for monitor in definition.attention.monitors:
        yield from _of_monitor(definition, monitor)
    if any(entity.has_marks for entity in definition.entities):
        yield Comments(data("day"), f"{INTERNAL}today, as each node of Citus says", {"today": "The day"})
    yield from _overall()


def _of_entity(definition: Definition, entity: Entity) -> Iterator[tuple[Name, Name | None, str, Mapping[str, str]]]:
    """Each public view, and the one that shows the same of every schema where there is one; what is said of both."""
    ending = entity.schema.ending if entity.schema else None
    id = {"id": _id(entity)}
    counters = {each.name: _counter(each) for each in definition.counters if each.entity == entity.name}
    for word, (said, columns) in {
        "counter": ("one row per record, one column per counter.", counters),
        "status": ("one row per active status of a record.", STATUS),
        "watermark": ("one row per record that shows an image.", WATERMARK),
        "statusvalue": ("one row per active status of a record, with the names of both.", VALUE),
        "status_history": ("which record got or lost which status when, of the records that there are.", HISTORY),
        "status_period": ("which record had which status from when to when, of the records that there are.", PERIOD),
        "card": ("one row per record, made to be joined: its statuses.", CARD),
    }.items():
        every = public(entity.name.removesuffix(ending), word) if ending else None
        yield public(entity.name, word), every, f"{entity.name}: {said} {EXACT} ({entity.location})", id | columns
    for selection in definition.selections:
        if selection.entity == entity.name:
            every = public("selection", selection.name.removesuffix(ending)) if ending else None
            yield public("selection", selection.name), every, *_selection(definition, entity, selection)


def _selection(definition: Definition, entity: Entity, selection: Selection) -> tuple[str, dict[str, str]]:
    criteria = " and ".join(criterion.text for criterion in selection.criteria) or "people add the records"
    title = selection.titles.get(definition.languages[0])
    current = {
        "dynamic": EXACT,
        "static": EXACT,
        "materialized": "As of its last refresh: refreshed_at in saint.selectiondef.",
    }[selection.kind]
    said = f"{entity.name}: {f'{title}: ' if title else ''}{criteria}. {current} ({selection.location})"
    return said, {"id": _id(entity)} | {
        column.name: f"{column.name} of the {entity.name} ({column.location})" for column in selection.columns
    }


def _rows(definition: Definition, selection: Selection) -> tuple[str, dict[str, str]]:
    entity = definition.entity(selection.entity)
    _, columns = _selection(definition, entity, selection)
    return f"{INTERNAL}what the materialized selection is refreshed from ({selection.location})", columns


def _stale(entity: Entity) -> tuple[str, dict[str, str]]:
    said = f"{INTERNAL}the records whose stored row does not speak for itself; one may come several times"
    return f"{said} ({entity.location})", {"id": _id(entity)}


def _in_shards(entity: Entity) -> tuple[str, dict[str, str]]:
    said = f"{INTERNAL}each record with all that its counters and statuses read, computed at each read"
    return f"{said} ({entity.location})", {"id": _id(entity)}


def _of_marks(entity: Entity) -> Iterator[Comments]:
    for word, said in {
        "now": "each record as it is now: its stored row, or computed where the row is stale",
        "now_statuses": "the statuses of each record as they are now",
        "dirty": "the marks that writers have left in the shards; a record may come several times",
    }.items():
        yield Comments(data(entity.name, word), f"{INTERNAL}{said} ({entity.location})", {"id": _id(entity)})


def _counter(counter: Counter) -> str:
    unit = {"date": ". A date", "boolean": ". True or false"}.get(counter.type, "")
    return f"{counter.text}{unit} ({counter.location})"


def _id(entity: Entity) -> str:
    return f"Key of the {entity.name}, as {table_name(entity.tree.table)} has it"


def _of_monitor(definition: Definition, monitor: Monitor) -> Iterator[Comments]:
    title = monitor.titles.get(definition.languages[0]) or monitor.name
    location = f"{CALCULATED} ({monitor.location})"

    def of(words: Sequence[str], said: str, columns: Mapping[str, str]) -> Comments:
        shown = {name: text.replace("{}", monitor.name) for name, text in columns.items()}
        return Comments(public("attention", monitor.name, *words), f"{title}: {said} {location}", shown | CALCULATED_AT)

    for words, said, columns in OF_A_MONITOR:
        yield of(words, said, columns)
    remembered = f"{INTERNAL}the result of the last calculation of the monitor ({monitor.location})"
    yield Comments(data("attention", monitor.name), remembered, {})


def _overall() -> Iterator[Comments]:
    def of(view: str, said: str, columns: Mapping[str, str]) -> Comments:
        return Comments(public(view), said, columns)

    for words, said, columns in OF_A_MONITOR:
        shown = {"calculation": CALCULATION} | {
            name: text.replace("attention_{}", "calculated") for name, text in columns.items()
        }
        yield of(
            "_".join(["calculated", *words]),
            f"Of monitors calculated with controls of their own: {said} {CALCULATED}",
            shown | CALCULATED_AT,
        )
    key = ("entity", "id")
    change = (*key, "status", "active", "changed_at", "change")
    period = (*key, "status", "began_at", "ended_at")
    yield of(
        "statusvalue",
        f"One row per active status of a record of any entity. {EXACT}",
        _known((*key, "status", "since")),
    )
    yield of("status_history", f"Which record got or lost which status when. {EXACT}", _known(change))
    yield of("status_period", f"Who had which status from when to when. {EXACT}", _known(period))
    daily = _known(("entity", "status")) | DAILY
    yield of("status_daily", f"How many records had a status on each day. {EXACT}", daily)
    yield of("statusdef", f"The statuses that are installed. {EXACT}", STATUSDEF)
    counters = _known(key) | COUNTERVALUE
    yield of("countervalue", f"One row per record and counter, in the shape of SAINT. {EXACT}", counters)
    yield of("selection_member", f"Who is in which static selection. {EXACT}", _known(key) | MEMBER)
    yield of("selectiondef", f"The selections that there are. {EXACT}", SELECTIONDEF)
    yield of("contact_moment", f"Every contact moment of every record. {EXACT}", _known(key) | MOMENT)


def _known(names: Sequence[str]) -> dict[str, str]:
    return {name: COLUMNS[name] for name in names}
