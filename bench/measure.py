"""Alternating rounds and medians."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import psycopg

T = TypeVar("T")


def alternate(rounds: int, variants: Mapping[str, Callable[[int], T]]) -> dict[str, list[T]]:
    """Calls each variant once per round, with the round's number.

    Every other round goes backwards, so that what drifts with time drifts for all of them.
    """
    measured: dict[str, list[T]] = {name: [] for name in variants}
    for round in range(1, rounds + 1):
        names = list(variants) if round % 2 else list(variants)[::-1]
        for name in names:
            measured[name].append(variants[name](round))
    return measured


def median(values: Iterable[float]) -> float:
    return statistics.median(values)


def seconds(connection: psycopg.Connection, query: bytes, values: Mapping[str, object] | None = None) -> float:
    """How long one statement takes, commit and fetching included."""
    begun = time.perf_counter()
    cursor = connection.execute(query, values)
    if cursor.description:
        cursor.fetchall()
    return time.perf_counter() - begun
