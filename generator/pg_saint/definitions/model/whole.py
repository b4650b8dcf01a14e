"""All files together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import Field, PrivateAttr

from pg_saint.definitions.document import File, Path_
from pg_saint.definitions.images import exclamation_mark
from pg_saint.definitions.model.base import CounterName, Days, Name, Part, Periods
from pg_saint.definitions.model.entities import Entity, Tree, Users
from pg_saint.definitions.model.lists import ClassList
from pg_saint.definitions.model.monitors import Monitor
from pg_saint.definitions.model.schemas import Schemas
from pg_saint.definitions.model.selections import Selection
from pg_saint.definitions.model.sources import Combined, Source, ThroughLink
from pg_saint.definitions.model.statuses import Counter, Status
from pg_saint.ir.nodes import Image, Location
from pg_saint.shipped import IMAGES

T = TypeVar("T")


class History(Part):
    """`keep`: for how many days; without it for ever."""

    keep: Days | None = None


class Model(Part):
    """All files together. `location` tells where a part of it was written."""

    timezone: str = "UTC"
    schemas: Schemas | None = None
    periods: Periods = []
    languages: Annotated[list[str], Field(min_length=1)] = ["en"]
    lists: dict[Name, ClassList] = {}
    entities: dict[Name, Entity] = {}
    sources: dict[Name, Source] = {}
    combined: dict[Name, Combined] = {}
    absent: dict[Name, str] = {}
    counters: dict[CounterName, Counter] = {}
    statuses: dict[Name, Status] = {}
    selections: dict[Name, Selection] = {}
    users: Users | None = None
    monitors: dict[Name, Monitor] = {}
    history: History = History()

    _locations: dict[tuple[str | int, ...], Location] = PrivateAttr(default_factory=dict)
    _files: dict[str, File] = PrivateAttr(default_factory=dict)
    _images: dict[str, Image] = PrivateAttr(default_factory=dict)
    _left_out: dict[str, list[str]] = PrivateAttr(default_factory=dict)
    _once: dict[Hashable, Any] = PrivateAttr(default_factory=dict)

    @property
    def files(self) -> tuple[File, ...]:
        """The files that it was read from."""
        return tuple(self._files.values())

    def without_strangers(self, sections: Iterable[str]) -> Model:
        """Without what is on an entity that is not defined."""
        known = {
            section: {name: part for name, part in getattr(self, section).items() if part.on in self.entities}
            for section in sections
        }
        rest = self.model_copy(update=known)
        rest._once = {}
        return rest

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` makes of this model, at the first call; later ones with the same `key` get the same."""
        if key not in self._once:
            self._once[key] = make()
        found: T = self._once[key]
        return found

    def left_out(self, absent: str) -> list[str]:
        """What stands on an absent entity, as ``status forgotten_project``."""
        return self._left_out.get(absent, [])

    def tables(self) -> Iterator[tuple[str, Location]]:
        """Every table that is named, as it is written, and where."""
        trees: list[tuple[Path_, Tree]] = [] if self.users is None else [(("users",), self.users)]
        trees += [(("entities", name), entity) for name, entity in self.entities.items()]
        trees += [(("sources", name), source) for name, source in self.sources.items()]
        for path, tree in trees:
            yield tree.table, self.location(*path, "table")
            for alias, join in tree.joins.items():
                yield join.table, self.location(*path, "joins", alias, "table")
        for name, source in self.sources.items():
            for entity, link in source.links.items():
                if isinstance(link, ThroughLink):
                    yield link.through, self.location("sources", name, "links", entity, "through")
                    for alias, join in link.joins.items():
                        yield join.table, self.location("sources", name, "links", entity, "joins", alias, "table")
            if source.types is not None:
                yield source.types.table, self.location("sources", name, "types", "table")

    def image_file(self, status: str) -> Path | None:
        """Where the image of a status is: beside the definition, else the library's of that name. None where it has
        none, or the database has it."""
        image, location = self.statuses[status].image, self.location("statuses", status, "image")
        in_force = {file.name for file in self.files if file.in_force}
        if image is None or location.file in in_force:
            return None
        beside = Path(location.file).parent / image
        of_library = Path(image).name == image and (IMAGES / image).is_file() and not beside.exists()
        return IMAGES / image if of_library else beside

    def image(self, status: str) -> Image | None:
        """The image of a status, read from its file; one that is to be seen and has none gets an exclamation mark."""
        return self._images.get(status) or (exclamation_mark() if self.statuses[status].visual else None)

    def location(self, *path: str | int) -> Location:
        """Where the value at `path` was written, or the nearest part around it that was written."""
        return nearest_location(self._locations, path)

    def periods_of(self, entity: str) -> tuple[int | str, ...]:
        """The days of period1, period2 … on records of `entity`, or their months as text: ``2 months``, ``1 year``."""
        return tuple(self.entities[entity].periods or self.periods)

    def field_names(self, entity: str) -> list[str]:
        """The fields of `entity`, and its parents' as ``parent.field``; parents may have parents."""
        names = self.entities[entity].field_names
        for parent in self.entities[entity].parents:
            names += [f"{parent}.{name}" for name in self.field_names(parent)]
        return names


def nearest_location(locations: dict[tuple[str | int, ...], Location], path: tuple[str | int, ...]) -> Location:
    """Steps of `path` that were not written (pydantic adds the names of alternatives) are passed over."""
    way: tuple[str | int, ...] = ()
    for step in path:
        if (*way, step) in locations:
            way = (*way, step)
    return locations.get(way) or next(iter(locations.values()), Location("?", 1))
