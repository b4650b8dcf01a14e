"""Companies, persons …, and users: tables with their joins and fields."""

from __future__ import annotations

from pg_saint.definitions.model.base import FieldName, Name, Part, Periods, Sql


class Join(Part):
    table: str
    on: Sql


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


class Users(Tree):
    """The CRM's users; `fields` may hold name and group."""
