"""Lists that classify: values by name, or amounts by range."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pg_saint.definitions.model import Model, Range
from pg_saint.errors import SaintError
from pg_saint.ir.nodes import Location


def check_lists(model: Model) -> Iterator[SaintError]:
    """Ranges that overlap or are empty, and values that are in two classes."""
    for name, classes in model.lists.items():
        if isinstance(classes, dict):
            yield from _twice(model, name, classes)
        else:
            yield from _ranges(model, name, classes)


def _twice(model: Model, name: str, classes: dict[str, list[str | int]]) -> Iterator[SaintError]:
    first: dict[str | int, str] = {}
    for each, values in classes.items():
        for at, value in enumerate(values):
            if value in first:
                location = model.location("lists", name, each, at)
                yield SaintError(f"{value} is in {each} and in {first[value]}", location, "a value has one class")
            first.setdefault(value, each)


def _ranges(model: Model, name: str, ranges: list[Range]) -> Iterator[SaintError]:
    def location(at: int) -> Location:
        return model.location("lists", name, at)

    currencies = {each.currency for each in ranges}
    for at, each in enumerate(ranges):
        if None in currencies and len(currencies) > 1 and each.currency is None:
            yield SaintError(
                f"{each.name} has no currency, and others of {name} have one", location(at), "currency: EUR"
            )
        if each.low >= each.high:
            yield SaintError(f"{each.name} is empty: from {each.at_least} to {each.below}", location(at), "from < to")
    for currency in currencies:
        own = sorted((at for at, each in enumerate(ranges) if each.currency == currency), key=lambda at: ranges[at].low)
        for one, other in pairwise(own):
            if ranges[other].low < ranges[one].high:
                yield SaintError(
                    f"{ranges[other].name} overlaps {ranges[one].name} ({location(one)})",
                    location(other),
                    "an amount has one class: a range ends where the next begins, and does not hold its own end",
                )
