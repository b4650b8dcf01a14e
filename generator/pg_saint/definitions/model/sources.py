"""Activities, sales …: what is counted, and how a row finds its record."""

from __future__ import annotations

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
