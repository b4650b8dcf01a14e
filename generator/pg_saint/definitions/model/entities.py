"""Companies, persons …, and users: tables with their joins and fields."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag, model_validator
from pydantic_core import PydanticCustomError

from pg_saint.definitions.model.base import FieldName, Name, Part, Periods, Sql
from pg_saint.ir.nodes import Confidential


class Join(Part):
    table: str
    on: Sql


class ConfidentialField(Part):
    """A field that only the role ``saint_CLASS`` may see."""

    expr: Sql
    confidential: Confidential


def _field_kind(value: Any) -> str:
    return "confidential field" if isinstance(value, dict | ConfidentialField) else "text"


FieldSpec = Annotated[
    Annotated[Sql, Tag("text")] | Annotated[ConfidentialField, Tag("confidential field")], Discriminator(_field_kind)
]


class Tree(Part):
    """What an entity and a source have in common: a table, its key, its joins and which rows count."""

    table: str
    key: Sql
    where: Sql | None = None
    joins: dict[Name, Join] = {}
    fields: dict[FieldName, FieldSpec] = {}


class Entity(Tree):
    """`known_since`: the day from which the record is one, or since when it is in the CRM; a field of that name.
    `maintenance`: that of all sources that link to it; in shards of Citus, whether rows are stored at all."""

    parents: dict[str, Sql] = {}
    known_since: Sql | None = None
    periods: Periods | None = None
    maintenance: Literal["immediate", "deferred"] = "immediate"

    @model_validator(mode="after")
    def _one_known_since(self) -> Entity:
        if self.known_since is not None and "known_since" in self.fields:
            raise PydanticCustomError("known_since", "known_since is given twice: here, and under fields")
        return self

    @property
    def field_names(self) -> list[str]:
        return [*self.fields, *(["known_since"] if self.known_since is not None else [])]


class Users(Tree):
    """The CRM's users; `fields` may hold name and group."""
