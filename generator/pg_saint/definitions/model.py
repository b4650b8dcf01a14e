"""What the YAML may hold, as pydantic models. SQL stays text here; `criteria` and `resolve` read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PrivateAttr,
    StrictFloat,
    StrictInt,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError

from pg_saint.definitions.document import Path_
from pg_saint.definitions.schemas import Schemas
from pg_saint.ir.names import PLAIN
from pg_saint.ir.nodes import Image, Place

# Columns that every counter row has, and the system columns of any table.
RESERVED_COLUMNS = frozenset(
    ["id", "as_of", "next_change", "statuses", "generation", "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"]
)


def _sql(value: Any) -> Any:
    """YAML reads ``where: true`` and ``amount: 1`` as a boolean and a number; here they are SQL."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else value


# Names of ours that stand beside the user's: variables, and what generated SQL calls a mark or a key.
OURS = "saint_"


def _name(value: str) -> str:
    if not PLAIN.match(value) or len(value) > 40:
        raise PydanticCustomError(
            "name",
            "{value} can not be a name here; use lower-case letters, digits and _, at most 40, no digit first",
            {"value": repr(value)},
        )
    if value.startswith(OURS):
        raise PydanticCustomError(
            "name",
            "{value} can not be a name here: names that begin with {ours} are those of pg_saint",
            {"value": value, "ours": OURS, "remedy": "choose another name"},
        )
    return value


def _field_name(value: str) -> str:
    _counter_name(value)
    if value.startswith("period") and value[6:].isdigit():
        raise PydanticCustomError("name", "{value} has a meaning of its own; choose another name", {"value": value})
    return value


def _counter_name(value: str) -> str:
    _name(value)
    if value == "today":
        raise PydanticCustomError("name", "{value} has a meaning of its own; choose another name", {"value": value})
    return value


Sql = Annotated[str, BeforeValidator(_sql), Field(min_length=1)]
Name = Annotated[str, AfterValidator(_name)]
FieldName = Annotated[str, AfterValidator(_field_name)]
CounterName = Annotated[str, AfterValidator(_counter_name)]
Days = Annotated[int, Field(ge=1, strict=True)]
Periods = Annotated[list[Days], Field(min_length=1, max_length=8)]
Number = StrictInt | StrictFloat
# One text, or one by language. Tagged, as every choice here: a mistake is told of what was meant, not of all that it
# could have been.
Texts = Annotated[
    Annotated[dict[str, str], Field(min_length=1), Tag("mapping")] | Annotated[str, Tag("text")],
    Discriminator(lambda value: "mapping" if isinstance(value, dict) else "text"),
]


class Part(BaseModel):
    """A mapping of the YAML; a key that it does not know is refused, with the nearest one that it knows."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _known_keys(cls, value: Any) -> Any:
        if isinstance(value, dict):
            known = [field.alias or name for name, field in cls.model_fields.items()]
            for key in value:
                if key not in known:
                    near = get_close_matches(key, known, n=1)
                    remedy = f"did you mean {near[0]}?" if near else f"known here: {', '.join(known)}"
                    if value[key] is None and not near:
                        remedy = "inside { } a comma ends a value: put a value with a comma in quotes"
                    raise PydanticCustomError("unknown_key", "unknown key {key}", {"key": key, "remedy": remedy})
        return value


class Range(Part):
    """Amounts from `from` up to, and without, `to`; of one currency, where the list has currencies."""

    name: str
    at_least: Number | None = Field(default=None, alias="from")
    below: Number | None = Field(default=None, alias="to")
    currency: str | None = None

    @property
    def low(self) -> float:
        return float("-inf") if self.at_least is None else self.at_least

    @property
    def high(self) -> float:
        return float("inf") if self.below is None else self.below


# What classifies: ranges of amounts, or by class its values.
ClassList = Annotated[
    Annotated[list[Range], Field(min_length=1), Tag("list")]
    | Annotated[dict[str, Annotated[list[str | int], Field(min_length=1)]], Field(min_length=1), Tag("text")],
    Discriminator(lambda value: "list" if isinstance(value, list) else "text"),
]


class Join(Part):
    table: str
    on: Sql


class ColumnLink(Part):
    """The record's key is a column or an expression of the row, where `when` holds."""

    column: Sql | None = None
    expr: Sql | None = None
    when: Sql | None = None

    @model_validator(mode="after")
    def _one(self) -> ColumnLink:
        if (self.column is None) == (self.expr is None):
            raise PydanticCustomError("link", "a link needs column or expr, one of the two")
        return self

    @property
    def sql(self) -> str:
        return self.column or self.expr or ""


class ThroughLink(Part):
    """Many to many: `through` is the link table, `source` and `target` its columns, `where` which of its rows.

    `joins` lead on from the link table, and may find several rows each; `target` may then be a column of one of them.
    """

    through: str
    source: Sql
    target: Sql
    where: Sql | None = None
    joins: dict[Name, Join] = {}


def _link_kind(value: Any) -> str:
    if isinstance(value, dict):
        return "through" if {"through", "source", "target"} & set(value) else "column"
    return "list" if isinstance(value, list) else "text"


Link = Annotated[
    Annotated[Sql, Tag("text")]
    | Annotated[list[Sql], Tag("list")]
    | Annotated[ColumnLink, Tag("column")]
    | Annotated[ThroughLink, Tag("through")],
    Discriminator(_link_kind),
]


class Tree(Part):
    """What an entity and a source have in common: a table, its key, its joins and which rows count."""

    table: str
    key: Sql
    where: Sql | None = None
    joins: dict[Name, Join] = {}
    fields: dict[FieldName, Sql] = {}


class Entity(Tree):
    parents: dict[str, Sql] = {}
    periods: Periods | None = None


class Moment(Part):
    """Rows that take part in attention monitors. `at`: when the moment was, where that is not the source's date.

    `transitions` is a field: each change of it is a moment as well, made by `changed_by`, a column of the row (without
    it: by the row's user)."""

    kind: Annotated[str, Field(min_length=1)]
    at: Sql | None = None
    counted: bool = True
    transitions: str | None = None
    changed_by: Sql | None = None


class FollowUpTypes(Part):
    """The CRM's own list of the types of a source: `column` has what definitions say, `key` what a row stores."""

    table: str
    column: str
    key: str | None = None


class CounterSet(Part):
    """Standard counters over the events that `where` lets in, on all entities or on some."""

    where: Sql
    on: list[str] | None = None


def _counter_sets(value: Any) -> Any:
    """``true`` is the whole set and nothing more; a name may have a bare filter."""
    if value is True:
        return {}
    if not isinstance(value, dict):
        return None if value is False else value
    return {name: each if isinstance(each, dict) else {"where": each} for name, each in value.items()}


StandardCounters = Annotated[dict[Name, CounterSet] | None, BeforeValidator(_counter_sets)]


class Source(Tree):
    date: Sql | None = None
    date_zone: str | None = None
    amount: Sql | None = None
    links: Annotated[dict[str, Link], Field(min_length=1)]
    standard_counters: StandardCounters = None
    maintenance: Literal["immediate", "deferred"] = "immediate"
    moment: Moment | None = None
    revenue: dict[Literal["orders", "invoices"], Sql] = {}
    write: dict[str, Sql] = {}
    types: FollowUpTypes | None = None

    @property
    def field_names(self) -> list[str]:
        own = [name for name in ("date", "amount") if getattr(self, name) is not None]
        return [*self.fields, *own]


class Combined(Part):
    """Several sources under one name; they need not all link to the same entities."""

    of: Annotated[list[str], Field(min_length=1)]
    standard_counters: bool = False


class Counter(Part):
    on: str
    value: Sql


class FollowUp(Part):
    """What is proposed for a record with the status: a new row of `source`, in so many days, for `user`."""

    source: str = "activity"
    type: Sql
    text: Texts | None = None
    in_days: Annotated[int, Field(ge=0, strict=True)] = 0
    user: str | None = None


class Status(Part):
    """`copy_of` has done its work by then: what is not given here was taken from there."""

    on: str
    name: Texts | None = None
    when: Any
    rank: Annotated[int, Field(strict=True)] = 100
    visual: bool = False
    enabled: bool = True
    deleted: bool = False
    notify: bool = False
    groups: list[str] = []
    image: str | None = None
    description: Texts | None = None
    follow_up: FollowUp | None = None
    copy_of: str | None = None


class Selection(Part):
    """`columns`: names of fields and counters, or an expression with a name, ``{bought: sum(sale.amount)}``.

    A static one has no `when`: its records are added by hand.
    """

    on: str
    when: Any = None
    name: Texts | None = None
    columns: list[
        Annotated[
            Annotated[Sql, Tag("text")]
            | Annotated[dict[FieldName, Sql], Field(min_length=1, max_length=1), Tag("mapping")],
            Discriminator(lambda value: "mapping" if isinstance(value, dict) else "text"),
        ]
    ] = []
    materialized: bool = False
    max_age: Annotated[str, Field(pattern=r"^[1-9]\d* (second|minute|hour|day)s?$")] | None = None
    static: bool = False

    @model_validator(mode="after")
    def _kind(self) -> Selection:
        if self.static and (self.when is not None or self.materialized):
            raise PydanticCustomError("selection", "a static selection has neither when nor materialized")
        if not self.static and self.when is None:
            raise PydanticCustomError("selection", "a selection needs when, or static: true")
        if self.max_age is not None and not self.materialized:
            raise PydanticCustomError("selection", "max_age is for a materialized selection")
        return self


class Users(Tree):
    """The CRM's users; `fields` may hold name and group."""


class Between(Part):
    """From one date to another, both in it; without the second until today."""

    first: date = Field(alias="from")
    last: date | None = Field(alias="to", default=None)


class Bands(Part):
    method: Literal["proportional", "quantile"] = "proportional"


class Monitor(Part):
    """Of the records that meet `of` or are in `selection`; from `users` or the users in `group`; `period` in days back
    from today, or between two dates."""

    on: str
    of: Sql | None = None
    selection: str | None = None
    users: Annotated[
        Annotated[Literal["all"], Tag("text")] | Annotated[list[str | int], Field(min_length=1), Tag("list")],
        Discriminator(lambda value: "list" if isinstance(value, list) else "text"),
    ] = "all"
    group: str | None = None
    name: Texts | None = None
    period: Annotated[
        Annotated[Days, Tag("number")] | Annotated[Between, Tag("mapping")],
        Discriminator(lambda value: "mapping" if isinstance(value, dict | Between) else "number"),
    ]
    bands: Bands = Bands()
    revenue: Literal["orders", "invoices", "both"] | None = None


class History(Part):
    """`keep`: for how many days; without it for ever."""

    keep: Days | None = None


class Model(Part):
    """All files together. `place` tells where a part of it was written."""

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

    _places: dict[tuple[str | int, ...], Place] = PrivateAttr(default_factory=dict)
    _files: dict[str, str] = PrivateAttr(default_factory=dict)
    _images: dict[str, Image] = PrivateAttr(default_factory=dict)
    _left_out: dict[str, list[str]] = PrivateAttr(default_factory=dict)
    # What entity_criteria() makes of the counters and statuses: loading and resolving both ask for it.
    _criteria: dict[str, Any] = PrivateAttr(default_factory=dict)

    @property
    def files(self) -> dict[str, str]:
        """The files read, as named, each with its text."""
        return dict(self._files)

    def left_out(self, absent: str) -> list[str]:
        """What stands on an absent entity, as ``status forgotten_project``."""
        return self._left_out.get(absent, [])

    def tables(self) -> Iterator[tuple[str, Place]]:
        """Every table that is named, as it is written, and where."""
        trees: list[tuple[Path_, Tree]] = [] if self.users is None else [(("users",), self.users)]
        trees += [(("entities", name), entity) for name, entity in self.entities.items()]
        trees += [(("sources", name), source) for name, source in self.sources.items()]
        for path, tree in trees:
            yield tree.table, self.place(*path, "table")
            for alias, join in tree.joins.items():
                yield join.table, self.place(*path, "joins", alias, "table")
        for name, source in self.sources.items():
            for entity, link in source.links.items():
                if isinstance(link, ThroughLink):
                    yield link.through, self.place("sources", name, "links", entity, "through")
                    for alias, join in link.joins.items():
                        yield join.table, self.place("sources", name, "links", entity, "joins", alias, "table")
            if source.types is not None:
                yield source.types.table, self.place("sources", name, "types", "table")

    def image(self, status: str) -> Image | None:
        """The image of a status, read from its file."""
        return self._images.get(status)

    def place(self, *path: str | int) -> Place:
        """Where the value at `path` was written, or the nearest part around it that was written."""
        return nearest_place(self._places, path)

    def periods_of(self, entity: str) -> tuple[int, ...]:
        """The days of period1, period2 … on records of `entity`."""
        return tuple(self.entities[entity].periods or self.periods)

    def field_names(self, entity: str) -> list[str]:
        """The fields of `entity`, and its parents' as ``parent.field``; parents may have parents."""
        names = list(self.entities[entity].fields)
        for parent in self.entities[entity].parents:
            names += [f"{parent}.{name}" for name in self.field_names(parent)]
        return names


def nearest_place(places: dict[tuple[str | int, ...], Place], path: tuple[str | int, ...]) -> Place:
    """Steps of `path` that were not written (pydantic adds the names of alternatives) are passed over."""
    way: tuple[str | int, ...] = ()
    for step in path:
        if (*way, step) in places:
            way = (*way, step)
    return places.get(way) or next(iter(places.values()), Place("?", 1))
