"""Eight writers, two workers, an online apply and a reader at the same time; what the reader sees is exact, and so is
what remains.

The seed makes the CRM, the definitions and each writer's statements; who comes first is up to the machine.
"""

from __future__ import annotations

import pytest

from tests.oracle.crowd import Crowd

pytestmark = pytest.mark.long

TRANSACTIONS = 50
APPLIES = 1


@pytest.mark.parametrize("crowd", [1, 2, 3])
def test_writers_and_workers_at_once(crowd: int, database: str) -> None:
    Crowd(crowd, database).run(TRANSACTIONS, APPLIES)
