"""Activities, sales …: what is counted, and how a row finds its record."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from pg_saint.definitions.model.base import Name, Part, Sql
from pg_saint.definitions.model.entities import Join, Tree
from pg_saint.ir.nodes import Confidential


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


State = Literal["suspect", "quote", "order", "lapsed"]
# What counts of sales where nothing is said: a row that comes with a state, and a change from one to another.
COUNTED: tuple[tuple[State | None, State], ...] = (
    (None, "suspect"), ("suspect", "quote"), (None, "quote"), ("quote", "order"), (None, "order"), ("quote", "lapsed"),
)  # fmt: skip
ARROW = re.compile(r"\s*(?:->|→)\s*")


class Transitions(Part):
    """Which of the rows, by the state that they came with, and which changes of `field` count: ``quote``, ``quote ->
    order``; ``all``; or, left out, those of COUNTED, by the words that `states` has for its states."""

    field: str
    only: (
        Annotated[
            Annotated[Literal["all"], Tag("text")]
            | Annotated[list[Annotated[str, Field(min_length=1)]], Field(min_length=1), Tag("list")],
            Discriminator(lambda value: "list" if isinstance(value, list) else "text"),
        ]
        | None
    ) = None
    states: dict[State, str | list[str]] = {}

    @property
    def counted(self) -> tuple[tuple[str | None, str], ...] | None:
        """From (None: a row that comes) and to, by the field's own values; None for all."""
        if self.only == "all":
            return None
        if self.only is not None:
            return tuple(_change(each) for each in self.only)
        return tuple(
            (was, became)
            for before, after in COUNTED
            for was in self._words(before)
            for became in self._words(after)
            if became
        )

    def _words(self, state: State | None) -> list[str | None]:
        words = None if state is None else self.states.get(state, state)
        return [*words] if isinstance(words, list) else [words]


def _change(text: str) -> tuple[str | None, str]:
    was, *became = ARROW.split(text.strip(), maxsplit=1)
    return (was, became[0]) if became else (None, was)


def _every_change(value: Any) -> Any:
    """A field alone: each change of it."""
    return {"field": value, "only": "all"} if isinstance(value, str) else value


class Moment(Part):
    """Rows that take part in attention monitors. `at`: when the moment was, where that is not the source's date.

    `transitions` is a field: each change of it is a moment as well, and `changes` are fields of which each change is
    one; made by `changed_by`, a column of the row (without it: by the row's user)."""

    kind: Annotated[str, Field(min_length=1)]
    at: Sql | None = None
    counted: bool = True
    transitions: Annotated[
        Transitions | None, BeforeValidator(_every_change, json_schema_input_type=str | Transitions | None)
    ] = None
    changes: Annotated[list[str], Field(min_length=1)] | None = None
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


StandardCounters = Annotated[
    dict[Name, CounterSet] | None,
    BeforeValidator(_counter_sets, json_schema_input_type=bool | dict[Name, CounterSet | Sql] | None),
]


class Source(Tree):
    date: Sql | None = None
    date_zone: str | None = None
    amount: Sql | None = None
    links: Annotated[dict[str, Link], Field(min_length=1)]
    standard_counters: StandardCounters = None
    maintenance: Literal["immediate", "deferred"] = "immediate"
    moment: Moment | None = None
    revenue: dict[Literal["orders", "invoices"], Sql] = {}
    confidential: Confidential | None = None
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
