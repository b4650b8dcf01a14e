"""The card of a party in Tryton's form, as docs/crm/tryton.md says how to put it there."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.crms.real import Crm
from tests.crms.served import require_embedded, served
from tests.crms.users import ROOT

HERE = Path(__file__).parent


def test_the_card_of_a_party(tryton: Crm) -> None:
    user = tryton.user()
    party = tryton.does(user, "new_party", name="Fjord Shipping")
    tryton.does(user, "new_opportunity", party=party, start="2026-01-15", amount=1000)
    user.do("begin")
    shown = user.do("card", party=party)
    user.do("commit")
    assert shown["fields"] == ["saint_card", "saint_badge"]
    assert '<image name="saint_badge" type="url"' in shown["arch"]
    card, badge = (urlsplit(shown[name]).path for name in ("saint_card", "saint_badge"))
    assert card == f"/company/{party}"
    with served(tryton.connection.info.dsn) as address:
        require_embedded(f"{address}/embed{card}", f"{address}{badge}", "Fjord Shipping")


@pytest.mark.parametrize("file", ["card.py", "card.xml"])
def test_the_page_says_what_was_tried(file: str) -> None:
    assert (HERE / file).read_text() in (ROOT / "docs" / "crm" / "tryton.md").read_text()
