"""Tryton's own upgrade with pg_saint attached."""

from __future__ import annotations

from pathlib import Path

from tests.crms.real import Crm
from tests.crms.tryton.conftest import ACTIVATED, trytond_admin

TRIGGERS = """
    select tgrelid::regclass::text, tgname from pg_trigger where tgname like 'saint\\_%' order by 1, 2
"""


def test_upgrade_and_a_new_module(tryton: Crm, tmp_path: Path) -> None:
    user = tryton.user()
    party = tryton.does(user, "new_party", name="Fjord Shipping")
    tryton.does(user, "new_opportunity", party=party, start="2026-01-01", amount=1)
    before = tryton.execute(TRIGGERS).fetchall()
    assert before
    info = tryton.connection.info
    trytond_admin(info.dsn, info.dbname, tmp_path, *ACTIVATED, "party_relationship")
    assert tryton.execute(TRIGGERS).fetchall() == before
    tryton.exact()
    later = tryton.user()
    tryton.does(later, "new_opportunity", party=party, start="2026-02-01", amount=2)
    assert tryton.counter("company", party, "opportunity_count") == 2
    tryton.finished()
