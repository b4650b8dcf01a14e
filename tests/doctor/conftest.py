"""The CRM of tests/apply, in good health: a tick has just been, and nothing is pinned."""

from __future__ import annotations

import psycopg
import pytest

from pg_saint.doctor import examine
from tests.apply.conftest import Crm, applied_template, crm

__all__ = ["applied_template", "crm", "healthy"]


@pytest.fixture
def healthy(crm: Crm) -> Crm:
    crm.execute("create index on crm.company (owner_id)")
    crm.execute("select saint.set_today(null)")
    crm.execute("select saint.tick()")
    assert said(crm.connection) == []
    return crm


def said(connection: psycopg.Connection) -> list[tuple[str, str, str]]:
    """Each finding: the check, the message, the remedy."""
    found = examine(connection)
    return [(check, one.message, one.remedy) for check, several in found.items() for one in several]


def only(connection: psycopg.Connection) -> tuple[str, str, str]:
    """The one finding that there is."""
    found = said(connection)
    assert len(found) == 1, found
    return found[0]
