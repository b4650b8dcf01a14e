"""The contact view of an attention monitor: six bands from no attention (red) to very much (yellow).

Input is how many relations have each total, so a million relations are as many numbers as they have different
totals. Band 0 is exactly the relations without a moment; the others divide the totals from 1 to the largest.
Only whole numbers are compared: a total on an edge is never on the wrong side of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

METHODS = ("proportional", "quantile")
COLORS = ("red", "dark grey", "light grey", "blue", "green", "yellow")
AREAS = ("little", "little", "little", "average", "much", "much")
GROUPS = 5  # bands of relations that have moments


class ContactBand(NamedTuple):
    """`relations` in it, and the totals that it covers; these are None where no whole number lies in it."""

    band: int
    color: str
    area: str
    relations: int
    lowest: int | None
    highest: int | None


def contact_bands(totals: Sequence[int], relations: Sequence[int], method: str) -> list[ContactBand]:
    """The six bands, in order. `totals` are different from each other, from 0, in any order; `relations[i]` is how
    many relations have `totals[i]`.

    Raises ValueError for an unknown method, a negative total or number, a total given twice.
    """
    if method not in METHODS:
        raise ValueError(f"unknown method {method}: bands are {' or '.join(METHODS)}")
    if len(set(totals)) < len(totals) or min((*totals, *relations), default=0) < 0:
        raise ValueError("each total once, and no number below 0")
    counted = sorted((total, number) for total, number in zip(totals, relations) if number > 0)
    forgotten = sum(number for total, number in counted if total == 0)
    counted = [(total, number) for total, number in counted if total > 0]
    ranges = _proportional(counted) if method == "proportional" else _quantile(counted)
    found = [ContactBand(0, COLORS[0], AREAS[0], forgotten, 0, 0)]
    for band, (lowest, highest) in enumerate(ranges, 1):
        here = sum(number for total, number in counted if lowest <= total <= highest)
        covers = lowest <= highest
        low, high = (lowest, highest) if covers else (None, None)
        found.append(ContactBand(band, COLORS[band], AREAS[band], here, low, high))
    return found


def _proportional(counted: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """With m the largest total, band b holds the totals in ((b - 1) * m / 5, b * m / 5]."""
    most = counted[-1][0] if counted else 0
    return [((band - 1) * most // GROUPS + 1, band * most // GROUPS) for band in range(1, GROUPS + 1)]


def _quantile(counted: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Five groups of as equal size as ties allow: each cut lies between two totals, at the place nearest to its
    fifth. That is: relations with the same total go where the middle one of them belongs."""
    all_relations = sum(number for _, number in counted)
    inside: list[list[int]] = [[] for _ in range(GROUPS)]
    before = 0
    for total, number in counted:
        inside[GROUPS * (2 * before + number) // (2 * all_relations)].append(total)
        before += number
    return [(totals[0], totals[-1]) if totals else (1, 0) for totals in inside]
