"""`selections:`"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from pg_saint.definitions.model.base import FieldName, Part, Sql, Texts


class Selection(Part):
    """`columns`: names of fields and counters, or an expression with a name, ``{bought: sum(sale.amount)}``.

    A static one has no `when`: its records are added by hand. `readers`: the roles that see it; None: saint_reader.
    `stored`: whether rows keep fields that only its columns show; else they are read from the CRM.
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
    readers: Annotated[list[str], Field(min_length=1)] | None = None
    stored: bool = True

    @model_validator(mode="after")
    def _kind(self) -> Selection:
        if self.static and (self.when is not None or self.materialized):
            raise PydanticCustomError("selection", "a static selection has neither when nor materialized")
        if not self.static and self.when is None:
            raise PydanticCustomError("selection", "a selection needs when, or static: true")
        if self.static and self.readers is not None:
            raise PydanticCustomError("selection", "readers is for a selection with when: members are for all readers")
        if self.max_age is not None and not self.materialized:
            raise PydanticCustomError("selection", "max_age is for a materialized selection")
        if not self.stored and (self.materialized or self.static):
            raise PydanticCustomError("selection", "stored: false is for a dynamic selection")
        return self
