"""`schemas:`, where several schemas hold the same tables: a workspace or a tenant each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from pg_saint.errors import SaintError

if TYPE_CHECKING:
    from pg_saint.definitions.model import Model

# Stands at the end of names: of entities, statuses, selections …
WORD = re.compile(r"[a-z0-9_]+\Z")


def _pattern(value: str) -> str:
    if value.count("*") != 1:
        raise PydanticCustomError(
            "schemas",
            "{value} is no pattern: it needs one *",
            {"value": value, "remedy": f"schemas: workspace_*, or a list: [{value.replace('*', '')}]"},
        )
    return value


def _word(value: str) -> str:
    if not WORD.match(value):
        raise PydanticCustomError(
            "schemas",
            "{value} can not end a name",
            {"value": repr(value), "remedy": "use lower-case letters, digits and _"},
        )
    return value


def _kind(value: Any) -> str:
    return "column" if isinstance(value, dict) else "list" if isinstance(value, list) else "text"


# A pattern, or names as in SQL, or those by the word that names end in.
Schemas = Annotated[
    Annotated[str, AfterValidator(_pattern), Tag("text")]
    | Annotated[list[str], Field(min_length=1), Tag("list")]
    | Annotated[dict[Annotated[str, AfterValidator(_word)], str], Field(min_length=1), Tag("column")],
    Discriminator(_kind),
]


def check_schemas(model: Model) -> Iterator[SaintError]:
    """What is wrong with `schemas:` and can be seen without a database."""
    if model.schemas is None:
        return
    if not any(is_bare(text) for text, _ in model.tables()):
        yield SaintError(
            "every table is named with its schema, so that none is looked up in these",
            model.place("schemas"),
            "name the tables that each schema has without one: table: company",
        )
    if model.users is not None and model.monitors:
        tables = [(model.users.table, "table"), *((join.table, "joins") for join in model.users.joins.values())]
        for text, key in tables:
            if is_bare(text):
                yield SaintError(
                    "the users of monitors are the same ones in every schema",
                    model.place("users", key),
                    f"name a table that all of them share, with its schema, instead of {text}",
                )


def is_bare(table: str) -> bool:
    """Whether a table's name comes without a schema; a dot may stand in quotes."""
    return "." not in re.sub('"[^"]*"', "", table)
