"""The sales view's bands, without a database: the table of q, over fractions, on random revenue."""

from __future__ import annotations

import time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plpython.sales_bands import all_sales_bands, no_distribution, sales_bands

money = st.decimals(-(10**6), 10**9, places=2) | st.integers(-3, 20).map(Decimal)
relations = st.lists(st.tuples(st.integers(0, 12) | st.integers(0, 10**6), money), min_size=1, max_size=40)


def bands(of: list[tuple[int, Decimal]]) -> list[int | None]:
    totals, revenues = [n for n, _ in of], [r for _, r in of]
    return sales_bands(totals, revenues, sum(totals), sum(revenues, Decimal(0)))


def by_hand(n: int, r: Decimal, average: Fraction) -> int | None:
    """As the table has it."""
    if n == 0:
        return None if r == 0 else (0 if r > 0 else 3)
    if r <= 0:
        return 5
    q = Fraction(r) / n / average
    for band, more_than in enumerate((4, 2, 1)):
        if q > more_than:
            return band
    return 3 if q >= Fraction(1, 2) else 4 if q >= Fraction(1, 4) else 5


@given(relations)
def test_every_relation_is_where_the_table_puts_it(of: list[tuple[int, Decimal]]) -> None:
    moments, revenue = sum(n for n, _ in of), sum((Fraction(r) for _, r in of), Fraction(0))
    if moments == 0 or revenue <= 0:
        assert bands(of) == [None] * len(of)
    else:
        assert bands(of) == [by_hand(n, r, revenue / moments) for n, r in of]


@given(relations, st.decimals("0.01", 10**6, places=2))
def test_another_currency_changes_no_band(of: list[tuple[int, Decimal]], rate: Decimal) -> None:
    assert bands([(n, r * rate) for n, r in of]) == bands(of)


@given(st.data(), relations)
def test_the_order_plays_no_part(data: st.DataObject, of: list[tuple[int, Decimal]]) -> None:
    places = data.draw(st.permutations(range(len(of))))
    found = bands(of)
    assert bands([of[at] for at in places]) == [found[at] for at in places]


@given(relations, st.integers(1, 40))
def test_a_part_at_a_time_is_the_same(of: list[tuple[int, Decimal]], size: int) -> None:
    totals, revenues = [n for n, _ in of], [r for _, r in of]
    sums = sum(totals), sum(revenues, Decimal(0))
    parts = [slice(at, at + size) for at in range(0, len(of), size)]
    assert [b for part in parts for b in sales_bands(totals[part], revenues[part], *sums)] == bands(of)


# A is 10: 100 moments of 1000 together.
@pytest.mark.parametrize(
    ("n", "r", "band"),
    [
        (0, "0.01", 0), (1, "40.01", 0),
        (1, "40.00", 1), (1, "20.01", 1),
        (1, "20.00", 2), (1, "10.01", 2),
        (1, "10.00", 3), (1, "5.00", 3),
        (1, "4.99", 4), (1, "2.50", 4),
        (1, "2.49", 5), (1, "0", 5), (1, "-7", 5),
        (3, "30.00", 3), (3, "30.01", 2), (3, "7.50", 4), (3, "7.49", 5),
        (0, "0", None), (0, "-7", 3),
    ],
)  # fmt: skip
def test_edges(n: int, r: str, band: int | None) -> None:
    assert sales_bands([n], [Decimal(r)], 100, Decimal(1000)) == [band]


def test_more_digits_than_a_decimal_context_keeps() -> None:
    """28 digits by default: the last of these would be lost, and with it the edge."""
    zeros = "0" * 40
    revenues = [Decimal(f"1{zeros}.00"), Decimal(f"1{zeros}.01")]
    assert sales_bands([1, 1], revenues, 1, Decimal(f"1{zeros}")) == [3, 2]


@pytest.mark.parametrize(
    ("moments", "revenue", "why"),
    [
        (0, "5", "there are no moments in the period"),
        (3, "0", "there is no revenue in the period"),
        (3, "-2", "the revenue in the period is negative"),
        (3, "NaN", "the revenue is not a number"),
        (3, "Infinity", "the revenue is not a number"),
        (3, "5", None),
    ],
)
def test_without_an_average_there_is_no_distribution(moments: int, revenue: str, why: str | None) -> None:
    assert no_distribution(moments, Decimal(revenue)) == why
    found = sales_bands([3], [Decimal(5)], moments, Decimal(revenue))
    assert found == ([None] if why else [3])


@pytest.mark.long
def test_a_million_relations_in_seconds_a_part_at_a_time() -> None:
    """The memory that it takes is that of a part, whatever the number of parts."""
    began = time.process_time()
    totals, revenues = list(range(10_000)), [Decimal(n * n).scaleb(-2) for n in range(10_000)]
    for _ in range(100):
        found = sales_bands(totals, revenues, sum(totals) * 100, sum(revenues, Decimal(0)) * 100)
    assert time.process_time() - began < 20
    assert set(found[1:]) == {0, 1, 2, 3, 4, 5} - {0, 1}


def test_one_relation_alone_is_average() -> None:
    assert bands([(7, Decimal(3))]) == [3]


def test_the_bands_cover_all_of_q() -> None:
    found = all_sales_bands()
    assert [b.band for b in found] == [0, 1, 2, 3, 4, 5]
    assert [b.color for b in found] == ["red", "dark grey", "light grey", "blue", "green", "yellow"]
    assert [b.lowest_quarters for b in found[:-1]] == [b.highest_quarters for b in found[1:]]
    assert found[0].highest_quarters is found[-1].lowest_quarters is None
