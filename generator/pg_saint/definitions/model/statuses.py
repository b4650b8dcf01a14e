"""Counters, statuses and their follow-ups."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from pg_saint.definitions.model.base import Part, Sql, Texts


class Counter(Part):
    on: str
    value: Sql


class FollowUp(Part):
    """What is proposed for a record with the status: a new row of `source`, in so many days, for `user`."""

    source: str = "activity"
    type: Sql
    text: Texts | None = None
    in_days: Annotated[int, Field(ge=0, strict=True)] = 0
    user: str | None = None


class Status(Part):
    """`copy_of` has done its work by then: what is not given here was taken from there."""

    on: str
    name: Texts | None = None
    when: Any
    rank: Annotated[int, Field(strict=True)] = 100
    visual: bool = False
    enabled: bool = True
    deleted: bool = False
    notify: bool = False
    groups: list[str] = []
    image: str | None = None
    description: Texts | None = None
    follow_up: FollowUp | None = None
    copy_of: str | None = None
