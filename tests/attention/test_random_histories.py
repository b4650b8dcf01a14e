"""After a random life of the CRM everything equals the computation by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.attention.conftest import Crm
from tests.attention.history import History
from tests.attention.naive import (
    AREAS,
    Asked,
    Moment,
    companies,
    days_since_one_was_added,
    grid,
    moments,
    order,
    revenue,
    sales_band,
)  # fmt: skip

MOMENTS = """
    select entity, id, kind, source, source_key, occurred_at, "user", title, counted, planned from saint.contact_moment
"""
GRID = """
    select id, total, days, band, history, history_days, correspondence, correspondence_days, sales, sales_days,
        helpdesk, helpdesk_days
    from saint.attention_{}
"""


def asked(today: date) -> dict[str, Asked]:
    """The monitors of crm.yaml."""
    year, week = today - timedelta(days=364), today - timedelta(days=6)
    return {
        "customers": Asked(year, today, category="Customer", revenue="both"),
        "sales_people": Asked(
            date(2026, 1, 1), date(2026, 3, 31), users={"1", "2"}, method="quantile", revenue="orders"
        ),
        "two_users": Asked(week, today, users={"1", "3"}),
    }  # fmt: skip


# By what comes after the monitor's name: from what its view is read.
Views = Callable[[str], str]


def of_monitor(name: str) -> Views:
    return lambda word: f"saint.attention_{name}{word}"


def found(crm: Crm, query: str) -> dict[int, tuple[Any, ...]]:
    return {row[0]: row[1:] for row in crm.execute(query.encode()).fetchall()}


@pytest.mark.parametrize("seed", range(4))
def test_everything_equals_the_computation_by_hand(crm: Crm, seed: int) -> None:
    history = History(crm, seed)
    history.live(120)
    shown = sorted((Moment(*row) for row in crm.execute(MOMENTS).fetchall()), key=order)
    assert shown == moments(crm, history.changes)
    for name, what in asked(history.today).items():
        crm.execute("select saint.recalculate(%s)", (name,))
        by_hand = grid(crm, history.changes, what, history.today)
        assert found(crm, GRID.format(name)) == by_hand
        views = of_monitor(name)
        assert_bands(crm, views, by_hand)
        assert_attention(crm, name, by_hand)
        if what.revenue is not None:
            assert_sales(crm, views, what, by_hand, history.today)


def assert_bands(crm: Crm, views: Views, by_hand: dict[int, tuple[Any, ...]]) -> None:
    bands = Counter(row[2] for row in by_hand.values())
    shown = crm.execute(
        f"select band, color, relations, lowest, highest from {views('_bands')} order by band".encode()
    ).fetchall()
    assert [(row[0], row[2]) for row in shown] == [(band, bands[band]) for band in range(6)]
    for total, _, band, *_ in by_hand.values():
        assert shown[band][3] <= total <= shown[band][4]
    summary = crm.execute(f"select area, relations, percent from {views('_summary')}".encode()).fetchall()
    areas = Counter(AREAS[row[2]] for row in by_hand.values())
    assert {row[0]: row[1] for row in summary} == {area: areas[area] for area in ("little", "average", "much")}
    assert sum(row[2] for row in summary) == 100
    for area, relations, percent in summary:
        assert abs(percent * len(by_hand) - 100 * relations) * 10 < len(by_hand), area


def assert_attention(crm: Crm, name: str, by_hand: dict[int, tuple[Any, ...]]) -> None:
    [row] = crm.rows("select relations, moments from saint.attention where name = %s", name)
    assert row == (len(by_hand), sum(each[0] for each in by_hand.values()))


def assert_sales(crm: Crm, views: Views, what: Asked, by_hand: dict[int, tuple[Any, ...]], today: date) -> None:
    bought = {id: revenue(crm, what, today)[id] for id in by_hand}
    all_moments, all_revenue = sum(row[0] for row in by_hand.values()), sum(bought.values(), Decimal(0))
    bands = {id: sales_band(row[0], bought[id], all_moments, all_revenue) for id, row in by_hand.items()}
    query = f"select id, total, revenue, sales_days, revenue_per_moment, band, area from {views('_sales')}"
    shown = found(crm, query)
    excluded = {id for id, row in by_hand.items() if row[0] == 0 and bought[id] == 0}
    added = days_since_one_was_added(crm, what, today)
    assert set(shown) == set(by_hand) - excluded
    assert set(found(crm, f"select id, code, name from {views('_excluded')}")) == excluded
    for id, (total, own, sales_days, per_moment, band, _) in shown.items():
        assert (total, own, band) == (by_hand[id][0], bought[id], bands[id])
        assert sales_days == added[id]
        assert per_moment == (None if total == 0 else pytest.approx(own / total))
    in_bands = Counter(bands.values())
    rows = crm.execute(f"select * from {views('_sales_bands')} order by band".encode()).fetchall()
    summary = crm.execute(f"select * from {views('_sales_summary')}".encode()).fetchall()
    if all_moments == 0 or all_revenue <= 0:
        assert rows == []
        assert summary[0][0].startswith("no distribution: ")
        return
    assert [(row[0], row[2]) for row in rows] == [(band, in_bands[band]) for band in range(6)]
    assert [row[5] for row in rows] == [sum(bought[id] for id in by_hand if bands[id] == band) for band in range(6)]
    assert sum(row[6] for row in rows) == sum(row[2] for row in summary) == sum(row[4] for row in summary) == 100
    assert sum(row[1] for row in summary) == len(shown)
    assert [row[0] for row in summary] == ["possibly insufficient", "average", "possibly too much"]


def test_a_monitor_that_is_not_installed(crm: Crm) -> None:
    history = History(crm, 11)
    history.live(80)
    what = Asked(date(2026, 1, 1), history.today, users={"2"})
    query = b"""
        select id::integer, total, days, band, history, history_days, correspondence, correspondence_days, sales,
            sales_days, helpdesk, helpdesk_days
        from saint.attention_between('company', '2026-01-01', %s, '{2}')
    """
    shown = {row[0]: row[1:] for row in crm.execute(query, (history.today,)).fetchall()}
    by_hand = grid(crm, history.changes, what, history.today)
    assert shown == by_hand
    few = "select id, total from saint.attention_between('company', '2026-01-01', '2027-01-01', null, '{1,3}')"
    everybody = grid(crm, history.changes, Asked(date(2026, 1, 1), date(2027, 1, 1)), history.today)
    here = set(companies(crm)) & {1, 3}
    assert dict(crm.rows(few)) == {str(id): everybody[id][0] for id in here}
