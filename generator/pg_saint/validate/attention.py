"""What is wrong with moments, revenue and monitors and can be seen without a database."""

from __future__ import annotations

from collections.abc import Iterator

from pg_saint.definitions.model import Between, Model, Monitor, Source
from pg_saint.errors import SaintError, suggestion

# saint.attention_NAME_bands …; who may read it differs.
SUFFIXES = (
    "bands",
    "summary",
    "sales",
    "sales_bands",
    "sales_summary",
    "excluded",
    "calculate",
    "calculated",
    "recalculate",
)


def attention_errors(model: Model) -> Iterator[SaintError]:
    for name, source in model.sources.items():
        yield from _moment_errors(model, name, source)
        for key in ("date", "amount"):
            if source.revenue and getattr(source, key) is None:
                location = model.location("sources", name, "revenue")
                yield SaintError(f"revenue of {name} needs its {key}", location, f"add {key}: to the source")
    for name, monitor in model.monitors.items():
        yield from _monitor_errors(model, name, monitor)
        for suffix in SUFFIXES:
            if f"{name}_{suffix}" in model.monitors:
                location = model.location("monitors", f"{name}_{suffix}")
                message = f"{name}_{suffix} is the name of a view of monitor {name}"
                yield SaintError(message, location, "choose another name")


def _moment_errors(model: Model, name: str, source: Source) -> Iterator[SaintError]:
    moment = source.moment
    if moment is None:
        return
    location = model.location("sources", name, "moment")
    changing = moment.transitions is not None or moment.changes is not None
    if source.date is None and moment.at is None and not changing:
        yield SaintError(f"a moment needs a time, and {name} has no date", location, "add at: to the moment")
    followed = [] if moment.transitions is None else [("transitions", moment.transitions.field)]
    for key, field in [*followed, *(("changes", each) for each in moment.changes or [])]:
        if field not in source.fields:
            here = model.location("sources", name, "moment", key)
            yield SaintError(f"{name} has no field {field}", here, suggestion(field, list(source.fields)))
    if moment.changed_by is not None and not changing:
        remedy = "add transitions: the field that changes"
        yield SaintError("changed_by tells who made a state change", location, remedy)


def _monitor_errors(model: Model, name: str, monitor: Monitor) -> Iterator[SaintError]:
    def error(key: str, message: str, remedy: str) -> SaintError:
        return SaintError(message, model.location("monitors", name, key), remedy)

    if isinstance(monitor.period, Between) and monitor.period.last and monitor.period.last < monitor.period.first:
        yield error(
            "period",
            f"the period ends on {monitor.period.last}, before it begins on {monitor.period.first}",
            "write the earlier date as from:, the later as to:",
        )
    if monitor.of is not None and monitor.selection is not None:
        yield error("selection", "of: and selection: both say which relations", "keep one of the two")
    if monitor.users != "all" and monitor.group is not None:
        yield error("group", "users: and group: both say which users", "keep one of the two")
    if monitor.group is not None and (model.users is None or "group" not in model.users.fields):
        yield error(
            "group",
            f"it is not known who is in the group {monitor.group}",
            "map it: users: {table: …, key: …, fields: {group: …}}",
        )
    if monitor.selection is not None and monitor.selection in model.selections:
        on = model.selections[monitor.selection].on
        if on != monitor.on:
            yield error(
                "selection",
                f"selection {monitor.selection} is one of {on}, and the monitor is on {monitor.on}",
                f"name a selection on {monitor.on}",
            )
    linked = {each: source for each, source in model.sources.items() if monitor.on in source.links}
    if monitor.on in model.entities and not any(source.moment is not None for source in linked.values()):
        yield error("on", f"no source has contact moments of {monitor.on}", "add moment: to a source that links to it")
    wanted = {"both": {"orders", "invoices"}, None: set()}.get(monitor.revenue, {monitor.revenue})
    if wanted and not any(wanted & set(source.revenue) for source in linked.values()):
        yield error(
            "revenue",
            f"no source has revenue of {monitor.on} from {' or '.join(sorted(map(str, wanted)))}",
            "add revenue: to a source that links to it, e.g. revenue: {orders: \"status = 'sold'\"}",
        )
