"""`monitors:`"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from pg_saint.definitions.model.base import Days, Part, Sql, Texts


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
