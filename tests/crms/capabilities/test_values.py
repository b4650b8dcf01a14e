"""Dates and instants in their zones, and money with signs, in small units and in other currencies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.crms.capabilities.steps import Step, carry_out, installed

ONE = ("company", 1)
STEPS = [
    Step("22 UTC, local time and instants, whatever the session's zone",
         "set timezone = 'America/New_York';"
         " insert into invoice values (1, 1, 'out_invoice', '2026-05-01 22:30', '2026-05-01 19:00',"
         " '2026-05-01 22:30+00', '2026-05-01', 100, 12000000, 1250, 'USD', 'draft')",
         {(*ONE, "utc"): date(2026, 5, 2), (*ONE, "local"): date(2026, 5, 2), (*ONE, "instant"): date(2026, 5, 2),
          (*ONE, "total"): None, (*ONE, "units"): 12, (*ONE, "euros"): Decimal("12.5")}),
    Step("23 nothing until it is confirmed", "update invoice set state = 'posted'", {(*ONE, "total"): 90}),
    Step("23 another day, another rate", "update invoice set day = '2026-05-02'", {(*ONE, "total"): 80}),
    Step("23 the rate is corrected", "update rate set rate = 0.7 where day = '2026-05-02'", {(*ONE, "total"): 70}),
    Step("23 a refund has a sign", "insert into invoice values"
         " (2, 1, 'out_refund', null, null, null, '2026-05-01', 30, null, null, 'EUR', 'posted'),"
         " (3, 1, 'in_invoice', null, null, null, '2026-05-01', 99, null, null, 'EUR', 'posted')",
         {(*ONE, "total"): 40}),
    Step("23 no rate, no amount", "update invoice set curr = 'GBP' where id = 2", {(*ONE, "total"): 70}),
]  # fmt: skip


def test_values(database: str) -> None:
    with installed(database, "values") as (connection, truth):
        carry_out(connection, truth, STEPS)
