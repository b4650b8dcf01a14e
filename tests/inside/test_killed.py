"""kill -9 of the worker: what was proposed is waiting, or in force as a whole; the next worker goes on."""

from __future__ import annotations

from typing import LiteralString

import pytest

from tests.cli.test_run import worker
from tests.inside.conftest import Inside
from tests.inside.test_inside import BY_HAND, HAVE_IT, UNVISITED
from tests.support import until

pytestmark = pytest.mark.long
MOMENTS: tuple[LiteralString, ...] = (
    "select exists (select from saint.proposal)",
    "select exists (select from saint.proposal where checked_at is not null)",
    "select exists (select from saint.proposal where under_way)",
    "select saint_data.delta_day() is null or exists (select from saint.proposal where state = 'applied')",
    "select exists (select from saint.proposal where state = 'applied')",
)


@pytest.mark.parametrize("moment", MOMENTS)
def test_it_goes_on(crm: Inside, moment: LiteralString) -> None:
    made = crm.propose({"statuses": {"unvisited": UNVISITED}})
    crm.ask("confirm(%s)", made)
    with worker(crm.dsn, "0.05") as process:
        until(crm.connection, moment)
        process.kill()
        process.wait()
    until(crm.connection, "select not exists (select from pg_stat_activity where application_name = 'saint')")
    assert crm.request(made)["state"] in ("waiting", "confirmed", "applied")
    if crm.request(made)["state"] == "applied":
        assert crm.rows(HAVE_IT) == crm.rows(BY_HAND)
    crm.exact()
    with worker(crm.dsn, "0.05"):
        done = "select count(*) = 1 from saint.proposal where state = 'applied' and not under_way"
        until(crm.connection, done)
    assert crm.rows(HAVE_IT) == crm.rows(BY_HAND)
    crm.finished()
