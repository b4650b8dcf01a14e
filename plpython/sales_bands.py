"""The sales view of an attention monitor: is the attention in proportion to the revenue?

With A the revenue per moment over all relations of the monitor, a relation with n moments and revenue r has
q = (r / n) / A. The bands are ranges of q. Revenue is compared as whole numbers (a decimal is a ratio of two), so
that a relation exactly on an edge is never on the wrong side of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

COLORS = ("red", "dark grey", "light grey", "blue", "green", "yellow")
AREAS = (
    "possibly insufficient", "possibly insufficient", "average", "average", "possibly too much", "possibly too much"
)  # fmt: skip
# q of a band reaches from the first to the second, in quarters; None: no end.
QUARTERS = ((16, None), (8, 16), (4, 8), (2, 4), (1, 2), (None, 1))


class SalesBand(NamedTuple):
    """A band, and the range of q that it covers, in quarters: 4 is the revenue per moment of all; None: no end."""

    band: int
    color: str
    area: str
    lowest_quarters: int | None
    highest_quarters: int | None


def all_sales_bands() -> list[SalesBand]:
    """The six bands, in order."""
    return [SalesBand(band, COLORS[band], AREAS[band], *QUARTERS[band]) for band in range(len(QUARTERS))]


def no_distribution(moments: int, revenue: Decimal) -> str | None:
    """Why there is no sales distribution; None where there is one. `moments` and `revenue` are the monitor's sums."""
    if not revenue.is_finite():
        return "the revenue is not a number"
    if moments == 0:
        return "there are no moments in the period"
    if revenue == 0:
        return "there is no revenue in the period"
    if revenue < 0:
        return "the revenue in the period is negative"
    return None


def sales_bands(totals: Sequence[int], revenues: Sequence[Decimal], moments: int, revenue: Decimal) -> list[int | None]:
    """The band of each relation, from its total and its revenue; None for one that has neither (excluded), and for
    all where there is no distribution. A relation without moments that only cost (credit notes) is average: it got
    nothing, and nothing was to be had.

    `moments` and `revenue` are the sums over all relations, of which these may be a part.
    """
    if no_distribution(moments, revenue) is not None:
        return [None] * len(totals)
    above, below = revenue.as_integer_ratio()
    return [_band(total, own, above, below * moments) for total, own in zip(totals, revenues)]


def _band(total: int, own: Decimal, above: int, below: int) -> int | None:
    """`above / below` is the revenue per moment of all."""
    if total == 0:
        if own == 0:
            return None
        return 0 if own > 0 else 3
    if own <= 0:
        return 5
    numerator, denominator = own.as_integer_ratio()
    # q = q_above / q_below
    q_above = numerator * below
    q_below = denominator * total * above
    if q_above > q_below:
        if q_above > 4 * q_below:
            return 0
        return 1 if q_above > 2 * q_below else 2
    if 2 * q_above >= q_below:
        return 3
    return 4 if 4 * q_above >= q_below else 5
