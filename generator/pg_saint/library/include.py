"""``library:`` of a definition file → statuses, as if they had been written there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pg_saint.definitions.document import Document, Path_
from pg_saint.definitions.model import Status
from pg_saint.errors import SaintError, SaintErrors, suggestion
from pg_saint.ir.nodes import Location
from pg_saint.library.entries import LENGTH, LENGTHS, Entry, Value, entries

# What may be said of a ready status beside its parameters: it takes the place of what the library says.
OVER = [key for key in Status.model_fields if key not in ("name", "when", "copy_of")]
FORM = "write a name of the library, {name: NAME, as: OTHER_NAME, PARAMETER: VALUE} or {parameters: {…}} for all"
Item = dict[str, Any]


def with_library(documents: Sequence[Document]) -> list[Document]:
    """The documents with the statuses that they take from the library. Raises SaintErrors."""
    languages = next((document.data["languages"] for document in documents if document.data.get("languages")), None)
    spoken = [each for each in languages if isinstance(each, str)] if isinstance(languages, list) else []
    sources = {name for document in documents for name in document.data.get("sources") or {}}
    known_since = {name for document in documents for name in _saying_since_when(document.data.get("entities"))}
    including = _Including(spoken or ["en"], sources, known_since)
    for document in documents:
        for at, item in including.items(document):
            if _for_all(item):
                including.shared |= including.parameters(item["parameters"], document, ("library", at, "parameters"))
    included = [including.document(document) for document in documents]
    if including.errors:
        raise SaintErrors(list(dict.fromkeys(including.errors)))
    return included


@dataclass
class _Including:
    """`shared` are the parameters for every status that has them; `known_since` the entities that say since when a
    record is known."""

    languages: list[str]
    sources: set[str]
    known_since: set[str]
    shared: dict[str, Value] = field(default_factory=dict)
    errors: list[SaintError] = field(default_factory=list)

    def document(self, document: Document) -> Document:
        if "library" not in document.data:
            return document
        data, locations = dict(document.data), dict(document.locations)
        statuses = data["statuses"] = dict(data.get("statuses") or {})
        locations.setdefault(("statuses",), locations[("library",)])
        for at, item in self.items(document):
            if not _for_all(item):
                self.status(item, document, ("library", at), statuses, locations)
        del data["library"]
        return replace(document, data=data, locations=locations)

    def items(self, document: Document) -> Iterator[tuple[int, Item]]:
        """The items of ``library:``, a bare name as a mapping."""
        items = document.data.get("library")
        if not isinstance(items, list | None):
            self.wrong("library is a list", document.locations[("library",)], FORM)
            return
        for at, item in enumerate(items or []):
            if isinstance(item, str):
                yield at, {"name": item}
            elif isinstance(item, dict) and (_for_all(item) or isinstance(item.get("name"), str)):
                yield at, item
            else:
                self.wrong(f"this names no status of the library: {item}", document.locations["library", at], FORM)

    def status(
        self, item: Item, document: Document, way: Path_, statuses: Item, locations: dict[Path_, Location]
    ) -> None:
        here = document.locations[way]
        entry = entries().get(item["name"])
        if entry is None:
            self.wrong(f"the library has no status {item['name']}", here, suggestion(item["name"], list(entries())))
            return
        name = str(item.get("as", entry.name))
        if name in statuses:
            there = locations["statuses", name]
            self.wrong(f"statuses.{name} is also defined at {there}", here, "give it another name: {name: …, as: …}")
            return
        own = {key: value for key, value in item.items() if key not in ("name", "as", *OVER)}
        parameters = self.parameters(own, document, way, entry)
        shared = {key: value for key, value in self.shared.items() if key in _parameters(entry)}
        over = {key: value for key, value in item.items() if key in OVER}
        known_since = over.get("on", entry.definition["on"]) in self.known_since
        statuses[name] = entry.status(shared | parameters, self.languages, known_since) | over
        if "activity" not in self.sources and "follow_up" not in over:
            # Follow-ups are activities: without that source there is nothing to write them to.
            statuses[name].pop("follow_up", None)
        locations["statuses", name] = here
        for path, location in document.locations.items():
            if path[:2] == way and len(path) > 2 and path[2] in OVER:
                locations["statuses", name, *path[2:]] = location

    def parameters(self, given: Any, document: Document, way: Path_, entry: Entry | None = None) -> dict[str, Value]:
        """Those of `entry`, or of any; what is none, or has the wrong type, goes to the errors."""
        of = [entry] if entry is not None else list(entries().values())
        defaults = {name: value for each in of for name, value in _parameters(each).items()}
        found: dict[str, Value] = {}
        for name, value in given.items() if isinstance(given, dict) else ():
            location = document.locations[(*way, name)]
            if name not in defaults:
                what = f"{entry.name} has" if entry else "the library has"
                known = [*defaults, *(OVER if entry else [])]
                self.wrong(f"{what} no parameter {name}", location, suggestion(name, known))
            elif not _fits(name, value, defaults[name]):
                kind = "a number" if isinstance(defaults[name], int) else "a text, or a list of them"
                kind += ", or a length such as 3 months" if name in LENGTHS else ""
                self.wrong(
                    f"{name} must be {kind}, but is {value!r}", location, f"for instance {name}: {defaults[name]}"
                )
            else:
                found[name] = value
        return found

    def wrong(self, message: str, location: Location, remedy: str) -> None:
        self.errors.append(SaintError(message, location, remedy))


def _parameters(entry: Entry) -> dict[str, Value]:
    """Its own, and for how long a record has to be known, where it waits for that: 0 is no time at all."""
    return entry.parameters | ({"known_for": 0} if entry.waits else {})


def _saying_since_when(entities: Any) -> Iterator[str]:
    for name, entity in entities.items() if isinstance(entities, dict) else ():
        if isinstance(entity, dict) and entity.get("known_since") is not None:
            yield name


def _for_all(item: Any) -> bool:
    return isinstance(item, dict) and set(item) == {"parameters"} and isinstance(item["parameters"], dict)


def _fits(name: str, value: Any, default: Value) -> bool:
    if name in LENGTHS and isinstance(value, str):
        return LENGTH.match(value) is not None
    if isinstance(default, int):
        return isinstance(value, int | float) and not isinstance(value, bool)
    several = value if isinstance(value, list) else [value]
    return bool(several) and all(isinstance(each, str | int) and not isinstance(each, bool) for each in several)
