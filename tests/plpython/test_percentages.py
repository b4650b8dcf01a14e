"""Percentages that add up, without a database."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from plpython.percentages import percentages

amounts = st.lists(st.decimals(-(10**9), 10**9, places=2), max_size=8)


def shown(*of: object) -> list[str]:
    return [str(percentage) for percentage in percentages([Decimal(str(amount)) for amount in of])]


def test_the_largest_remainder_gets_what_is_left() -> None:
    assert shown(1, 1, 1) == ["33.4", "33.3", "33.3"]
    assert shown(2, 1, 0) == ["66.7", "33.3", "0.0"]
    assert shown(1, 1, 1, 3) == ["16.7", "16.7", "16.6", "50.0"]
    assert shown(-1, 2) == ["-100.0", "200.0"]


def test_nothing_has_no_shares() -> None:
    assert shown() == []
    assert shown(0, 0) == ["0.0", "0.0"]
    assert shown(-3, 1) == ["0.0", "0.0"]


@given(amounts)
def test_they_add_up_to_exactly_100(of: list[Decimal]) -> None:
    assert sum(percentages(of)) == (Decimal(100) if sum(of) > 0 else 0)


@given(amounts)
def test_each_is_rounded_to_one_of_its_neighbours(of: list[Decimal]) -> None:
    whole = sum(of)
    if whole > 0:
        for amount, percentage in zip(of, percentages(of), strict=True):
            # |percentage - 100 * amount / whole| < 0.1, without a division
            assert abs(percentage * whole - 100 * amount) * 10 < whole


@given(amounts, st.integers(1, 10**6))
def test_the_unit_of_money_plays_no_part(of: list[Decimal], factor: int) -> None:
    assert percentages([amount * factor for amount in of]) == percentages(of)
