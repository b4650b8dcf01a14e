"""`schemas:`, where several schemas hold the same tables: a workspace or a tenant each."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

# Stands at the end of names: of entities, statuses, selections …
WORD = re.compile(r"[a-z0-9_]+\Z")


def _pattern(value: str) -> str:
    if value.count("*") != 1:
        raise PydanticCustomError(
            "schemas",
            "{value} is not a pattern: it needs one *",
            {"value": value, "remedy": f"schemas: workspace_*, or a list: [{value.replace('*', '')}]"},
        )
    return value


def _word(value: str) -> str:
    if not WORD.match(value):
        raise PydanticCustomError(
            "schemas",
            "{value} cannot end a name",
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


def is_bare(table: str) -> bool:
    """Whether a table's name comes without a schema; a dot may stand in quotes."""
    return "." not in re.sub('"[^"]*"', "", table)
