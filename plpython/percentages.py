"""Percentages with one decimal that add up to 100.0 after rounding, by the largest remainder."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

TENTHS = 1000  # 100.0 %


def percentages(amounts: Sequence[Decimal]) -> list[Decimal]:
    """The percentage of each amount in their sum. Each is rounded down to a tenth, and the tenths that are then left
    go to those that lost most, the first of equals first. An amount may be negative; where the sum is not a positive
    number there are no shares, and every percentage is 0.0.
    """
    if not all(amount.is_finite() for amount in amounts):
        return [Decimal("0.0")] * len(amounts)
    exact = [Fraction(amount) for amount in amounts]
    whole = sum(exact)
    if whole <= 0:
        return [Decimal("0.0")] * len(exact)
    shares = [amount * TENTHS / whole for amount in exact]
    tenths = [share.numerator // share.denominator for share in shares]
    lost = [share % 1 for share in shares]
    by_loss = sorted(range(len(exact)), key=lambda at: (-lost[at], at))
    for at in by_loss[: TENTHS - sum(tenths)]:
        tenths[at] += 1
    return [Decimal(tenth).scaleb(-1) for tenth in tenths]
