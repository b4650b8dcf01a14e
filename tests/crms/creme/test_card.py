"""The card of a company in Creme's own page, as docs/crm/creme.md says how to put it there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.crms.real import Crm
from tests.crms.served import require_embedded, served
from tests.crms.users import ROOT

HERE = Path(__file__).parent


def test_the_card_of_a_company(creme: Crm) -> None:
    user = creme.user()
    company = creme.does(user, "new_company", name="Fjord Shipping")
    creme.does(user, "new_opportunity", day="2026-05-01", target=company, sales=500)
    assert creme.statuses("company", company) == {"overdue_opportunity"}
    page = user.do("page_with_card", company=company)
    (frame,) = re.findall(r'<iframe src="https://saint\.example\.com(/embed/[^"]+)"', page)
    assert frame == f"/embed/company/{company}"
    with served(creme.connection.info.dsn) as address:
        require_embedded(f"{address}{frame}", f"{address}/badge/company/{company}.svg", "Fjord Shipping")


@pytest.mark.parametrize("file", ["bricks.py", "templates/saint/bricks/card.html"])
def test_the_page_says_what_was_tried(file: str) -> None:
    assert (HERE / file).read_text() in (ROOT / "docs" / "crm" / "creme.md").read_text()
