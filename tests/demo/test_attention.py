"""The demo's attention monitors: shown, and equal to hand-written SQL over the CRM's own tables."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import psycopg

from tests.demo.conftest import TODAY, Told

COUNTED = """
    with moment (company_id, at) as (
        select company_id, (starts_at at time zone 'Europe/Oslo')::date from crm.activity where not deleted
        union all
        select company_id, (created_at at time zone 'Europe/Oslo')::date from crm.sale where not deleted
        union all
        select company_id, (written_at at time zone 'UTC' at time zone 'Europe/Oslo')::date
        from crm.document where not deleted
        union all
        select company_id, (opened_at at time zone 'Europe/Oslo')::date from crm.request where not deleted
    )
    select id, (select count(*) from moment m where m.company_id = g.id and m.at > %(since)s and m.at <= %(today)s)
    from saint.attention_top_customers g
"""
REVENUE = """
    select id,
        coalesce((select sum(amount * rate) from crm.sale s
                  where s.company_id = g.id and status = 'sold' and not deleted and sale_date > %(since)s
                    and sale_date <= %(today)s), 0)
        + coalesce((select sum(amount * rate) from crm.invoice i
                    where i.company_id = g.id and sent_on > %(since)s and sent_on <= %(today)s), 0)
    from saint.attention_top_customers g
"""


def test_totals_and_revenue_are_those_of_hand_written_sql(told: Told) -> None:
    year = {"today": TODAY, "since": TODAY - timedelta(days=365)}
    with psycopg.connect(told.dsn) as connection:
        # the demo itself logs a call at noon, before the calculation
        totals: dict[int, int] = dict(
            connection.execute("select id, total from saint.attention_top_customers").fetchall()
        )
        assert totals == dict(connection.execute(COUNTED.encode(), year).fetchall())
        assert len(totals) > 3
        bought: dict[int, Decimal] = dict(
            connection.execute("select id, revenue from saint.attention_top_customers_sales").fetchall()
        )
        assert bought == dict(connection.execute(REVENUE.encode(), year).fetchall())


def test_grid_and_bands_are_shown(told: Told) -> None:
    _, shown = told.text.split("How much attention do the best customers get?")
    grid, holiday = shown.split("What happened to Jonas's customers")
    for color in ("red", "dark grey", "light grey", "blue", "green", "yellow"):
        assert f"■ {color}" in grid
    for area in ("little", "average", "much", "possibly insufficient", "possibly too much"):
        assert re.search(rf"  {area}: \d+ relations, [\d.]+ %", grid)
    assert re.search(r"\d+ contact moments with \d+ customers", holiday)
    assert holiday.count("\n  20") >= 5
