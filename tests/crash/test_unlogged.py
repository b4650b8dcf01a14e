"""A crash empties unlogged tables, and fires no trigger."""

from __future__ import annotations

import pytest

from tests.apply.conftest import Crm
from tests.crash.conftest import Killed, again
from tests.support import value

pytestmark = pytest.mark.long


def test_the_crash_is_noticed(server: Killed, crm: Crm) -> None:
    crm.execute("alter table crm.sale set unlogged")
    # What the rows were computed from is another kind of table now, and a tick takes it for what is meant.
    crm.exact()
    crm.execute("select saint.tick()")
    crm.execute("select saint.tick()")
    crm.exact()
    assert value(crm.connection, "select count(*) from saint_data.company_stale") == 0
    server.kill_9()
    again(server, crm)
    assert value(crm.connection, "select count(*) from crm.sale") == 0
    crm.exact()
    assert any("mark company" in stage.text for stage in crm.plan().stages)
    crm.execute("insert into crm.sale values (1, 1, '2026-05-01', 10, 'sold')")
    crm.exact()
    crm.execute("select saint.tick()")
    crm.exact()
    crm.execute("select saint.tick()")
    crm.execute("select saint.tick()")
    crm.exact()
    assert value(crm.connection, "select count(*) from saint_data.company_stale") == 0
    # The next one too.
    server.kill_9()
    again(server, crm)
    crm.exact()
    crm.apply()
    crm.exact()
    assert crm.plan().stages == ()
