"""The contact view's bands, without a database: every rule against a computation by hand, on random totals."""

from __future__ import annotations

import time
from collections import Counter
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plpython.contact_bands import METHODS, ContactBand, contact_bands

SEED_EXAMPLE = [488, 420, 301, 377, 330, 295, 260, 212, 198, 150, 121, 97, 60, 31, 0, 0]
lists_of_totals = st.lists(st.integers(0, 60) | st.integers(0, 10**12), max_size=60)
both_methods = pytest.mark.parametrize("method", METHODS)


def bands(totals: list[int], method: str = "proportional") -> list[ContactBand]:
    number = Counter(totals)
    return contact_bands(list(number), list(number.values()), method)


def band_of(total: int, found: list[ContactBand]) -> int:
    """The one band whose range holds the total."""
    [band] = [
        b.band for b in found if b.lowest is not None and b.highest is not None and b.lowest <= total <= b.highest
    ]
    return band


def test_the_example_of_the_seed() -> None:
    """16 relations, the first with 488 moments, the last two with none: two red, the rest in proportion."""
    found = bands(SEED_EXAMPLE)
    assert [(b.color, b.relations, b.lowest, b.highest) for b in found] == [
        ("red", 2, 0, 0),
        ("dark grey", 3, 1, 97),
        ("light grey", 2, 98, 195),
        ("blue", 3, 196, 292),
        ("green", 4, 293, 390),
        ("yellow", 2, 391, 488),
    ]
    assert [b.area for b in found] == ["little", "little", "little", "average", "much", "much"]


@given(lists_of_totals)
def test_proportional_is_the_formula(totals: list[int]) -> None:
    found = bands(totals)
    most = max(totals, default=0)
    by_hand = Counter(ceil(Fraction(5 * total, most)) if total else 0 for total in totals)
    assert [b.relations for b in found] == [by_hand[band] for band in range(6)]
    for total in totals:
        assert band_of(total, found) == (ceil(Fraction(5 * total, most)) if total else 0)


@both_methods
@given(totals=lists_of_totals)
def test_every_relation_is_in_exactly_one_band(method: str, totals: list[int]) -> None:
    found = bands(totals, method)
    in_bands = Counter(band_of(total, found) for total in totals)
    assert [b.relations for b in found] == [in_bands[band] for band in range(6)]
    assert sum(b.relations for b in found) == len(totals)
    assert found[0].relations == totals.count(0)


@both_methods
@given(data=st.data(), totals=lists_of_totals)
def test_the_order_plays_no_part(method: str, data: st.DataObject, totals: list[int]) -> None:
    assert bands(data.draw(st.permutations(totals)), method) == bands(totals, method)


@both_methods
@given(totals=lists_of_totals)
def test_more_attention_is_never_a_lower_band(method: str, totals: list[int]) -> None:
    found = bands(totals, method)
    in_order = [band_of(total, found) for total in sorted(totals)]
    assert in_order == sorted(in_order)


@given(st.sets(st.integers(1, 10**6), min_size=1, max_size=60))
def test_quantile_without_ties_is_as_equal_as_can_be(totals: set[int]) -> None:
    sizes = [b.relations for b in bands(list(totals), "quantile")[1:]]
    assert max(sizes) - min(sizes) <= 1


@given(st.lists(st.integers(1, 12), min_size=1, max_size=40))
def test_quantile_cuts_where_it_is_nearest_to_a_fifth(totals: list[int]) -> None:
    """Between two totals: no other place for the cut is nearer."""
    sizes = [b.relations for b in bands(totals, "quantile")[1:]]
    places = [0] + [sum(1 for other in totals if other <= total) for total in sorted(set(totals))]
    for cut in range(1, 5):
        ideal = Fraction(cut * len(totals), 5)
        assert abs(sum(sizes[:cut]) - ideal) == min(abs(place - ideal) for place in places)


@pytest.mark.parametrize(
    ("totals", "method", "relations"),
    [
        ([], "proportional", [0, 0, 0, 0, 0, 0]),
        ([0, 0], "proportional", [2, 0, 0, 0, 0, 0]),
        ([0, 0], "quantile", [2, 0, 0, 0, 0, 0]),
        ([7], "proportional", [0, 0, 0, 0, 0, 1]),
        ([7], "quantile", [0, 0, 0, 1, 0, 0]),
        ([7, 7, 7], "quantile", [0, 0, 0, 3, 0, 0]),
        ([1, 2, 3], "proportional", [0, 0, 1, 0, 1, 1]),
        ([20, 40, 60, 80, 100], "proportional", [0, 1, 1, 1, 1, 1]),
        ([21, 41, 61, 81, 100], "proportional", [0, 0, 1, 1, 1, 2]),
    ],
)
def test_few_relations_and_equal_ones(totals: list[int], method: str, relations: list[int]) -> None:
    assert [b.relations for b in bands(totals, method)] == relations


def test_a_band_that_no_number_can_be_in_has_no_range() -> None:
    assert [(b.lowest, b.highest) for b in bands([1, 2, 3])] == [
        (0, 0), (None, None), (1, 1), (None, None), (2, 2), (3, 3)
    ]  # fmt: skip


def test_bad_input() -> None:
    with pytest.raises(ValueError, match="unknown method deciles: bands are proportional or quantile"):
        contact_bands([1], [1], "deciles")
    with pytest.raises(ValueError, match="no number below 0"):
        contact_bands([-1], [1], "quantile")
    with pytest.raises(ValueError, match="each total once"):
        contact_bands([1, 1], [1, 1], "quantile")


@pytest.mark.long
@both_methods
def test_a_million_relations_in_seconds(method: str) -> None:
    """All with a total of their own, the most that there can be."""
    began = time.process_time()
    found = contact_bands(range(1_000_000), [1] * 1_000_000, method)
    assert time.process_time() - began < 20
    assert sum(b.relations for b in found) == 1_000_000
