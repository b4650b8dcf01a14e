"""`lists:`: ranges of amounts, and classes of values."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from pg_saint.definitions.model.base import Number, Part


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
