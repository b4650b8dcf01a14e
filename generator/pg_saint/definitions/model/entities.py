"""Companies, persons …, and users: tables with their joins and fields."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Tag

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
    return "confidential" if isinstance(value, dict | ConfidentialField) else "text"


FieldSpec = Annotated[
    Annotated[Sql, Tag("text")] | Annotated[ConfidentialField, Tag("confidential")], Discriminator(_field_kind)
]


class Tree(Part):
    """What an entity and a source have in common: a table, its key, its joins and which rows count."""

    table: str
    key: Sql
    where: Sql | None = None
    joins: dict[Name, Join] = {}
    fields: dict[FieldName, FieldSpec] = {}


class Entity(Tree):
    parents: dict[str, Sql] = {}
    periods: Periods | None = None


class Users(Tree):
    """The CRM's users; `fields` may hold name and group."""
