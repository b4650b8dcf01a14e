"""What users do in Tryton: each action in its own transaction, compared with the naive queries inside and after."""

from __future__ import annotations

import pytest

from tests.crms.real import Crm
from tests.crms.users import User


@pytest.fixture
def user(tryton: Crm) -> User:
    return tryton.user()


def test_tryton_works_at_repeatable_read(tryton: Crm, user: User) -> None:
    assert tryton.does(user, "isolation") == "repeatable read"


def test_the_life_of_an_opportunity(tryton: Crm, user: User) -> None:
    party = tryton.does(user, "new_party", name="Fjord Shipping")
    opportunity = tryton.does(user, "new_opportunity", party=party, start="2026-01-15", amount=1000)
    assert tryton.statuses("company", party) == {"stale_opportunity"}
    for button, state in (("opportunity", "opportunity"), ("convert", "converted")):
        assert tryton.does(user, "press", model_name="sale.opportunity", record=opportunity, button=button) == state
    assert tryton.statuses("company", party) == set()
    # convert made a draft sale without a date
    assert tryton.counter("company", party, "sale_count") == 1
    tryton.does(user, "change_opportunity", opportunity=opportunity, start_date="2026-05-30", amount=900)
    other = tryton.does(user, "new_opportunity", party=party, start="2026-05-01", amount=1)
    tryton.does(user, "press", model_name="sale.opportunity", record=other, button="lost")
    assert tryton.counter("company", party, "opportunity_amount") == 901
    tryton.finished()


def test_a_sale_goes_forward_and_back(tryton: Crm, user: User) -> None:
    party = tryton.does(user, "new_party", name="Polder Dairy")
    sale = tryton.does(user, "new_sale", party=party, lines=[100, 250], date="2026-02-01")
    assert tryton.counter("company", party, "sale_amount") is None
    for button in ("quote", "confirm"):
        tryton.does(user, "press", model_name="sale.sale", record=sale, button=button)
    assert tryton.counter("company", party, "sale_amount") == 350
    assert tryton.statuses("company", party) == {"neglected_customer", "quiet_customer"}
    tryton.does(user, "new_note", resource=f"party.party,{party}", message="Called")
    tryton.finished()


def test_cancelled_and_back_to_draft(tryton: Crm, user: User) -> None:
    party = tryton.does(user, "new_party", name="Harbour Café")
    sale = tryton.does(user, "new_sale", party=party, lines=[10], date="2026-05-01")
    for button, state in (("quote", "quotation"), ("cancel", "cancelled"), ("draft", "draft"), ("quote", "quotation")):
        assert tryton.does(user, "press", model_name="sale.sale", record=sale, button=button) == state
    assert tryton.counter("company", party, "sale_open") == 1


def test_notes_point_by_one_column(tryton: Crm, user: User) -> None:
    first, second = tryton.does(user, "new_parties", names=["A", "B"])
    note = tryton.does(user, "new_note", resource=f"party.party,{first}", message="Hello")
    assert tryton.counter("company", first, "note_count") == 1
    tryton.does(user, "move_note", note=note, resource=f"party.party,{second}")
    assert [tryton.counter("company", each, "note_count") for each in (first, second)] == [0, 1]
    sale = tryton.does(user, "new_sale", party=first, lines=[1])
    tryton.does(user, "move_note", note=note, resource=f"sale.sale,{sale}")
    assert [tryton.counter("company", each, "note_count") for each in (first, second)] == [0, 0]
    tryton.does(user, "delete", model_name="ir.note", records=[note])
    tryton.does(user, "new_attachment", resource=f"party.party,{first}", name="Offer")


def test_complaints(tryton: Crm, user: User) -> None:
    party = tryton.does(user, "new_party", name="Fjord Shipping")
    complaint = tryton.does(user, "new_complaint", party=party, date="2026-05-20")
    assert tryton.statuses("company", party) == {"open_complaint"}
    tryton.does(user, "press", model_name="sale.complaint", record=complaint, button="wait")
    tryton.does(user, "press", model_name="sale.complaint", record=complaint, button="reject")
    assert tryton.statuses("company", party) == set()
    tryton.finished()


def test_projects_and_the_hours_of_their_tasks(tryton: Crm, user: User) -> None:
    party = tryton.does(user, "new_party", name="Fjord Shipping")
    project = tryton.does(user, "new_project", name="Website", party=party)
    task = tryton.does(user, "new_project", name="Texts", parent=project)
    assert tryton.statuses("project", project) == {"forgotten_project"}
    tryton.does(user, "new_hours", project=task, date="2026-05-20", hours=3)
    assert tryton.statuses("project", project) == set()
    other = tryton.does(user, "new_project", name="Shop", party=party)
    tryton.does(user, "change_project", project=task, parent=other)
    assert tryton.statuses("project", project) == {"forgotten_project"}
    tryton.finished()


def test_soft_delete_merge_and_delete(tryton: Crm, user: User) -> None:
    first, second, third = tryton.does(user, "new_parties", names=["Fjord", "Fjord Shipping", "Empty"])
    for party, amounts in ((first, [1, 2, 3]), (second, [4])):
        tryton.does(user, "new_opportunities", party=party, start="2026-01-01", amounts=amounts)
    tryton.does(user, "new_sale", party=first, lines=[5], date="2026-04-01")
    tryton.does(user, "new_note", resource=f"party.party,{first}", message="Hello")
    tryton.does(user, "change_party", party=first, active=False)
    assert tryton.counter("company", first, "opportunity_count") is None
    tryton.does(user, "change_party", party=first, active=True)
    assert tryton.counter("company", first, "opportunity_count") == 3
    tryton.does(user, "merge_parties", source=first, destination=second)
    assert tryton.counter("company", second, "opportunity_count") == 4
    tryton.does(user, "delete_party", party=third)
    tryton.finished()


def test_our_own_company_and_employees_are_no_customers(tryton: Crm, user: User) -> None:
    names = "select p.name from saint.company_counter c join party_party p using (id) order by 1"
    assert tryton.execute(names).fetchall() == []
    party = tryton.does(user, "new_party", name="Fjord Shipping")
    assert tryton.execute(names).fetchall() == [("Fjord Shipping",)]
    tryton.does(user, "hire", party=party)
    assert tryton.execute(names).fetchall() == []


def test_a_rollback_takes_everything_back(tryton: Crm, user: User) -> None:
    party = tryton.does(user, "new_party", name="Fjord Shipping")
    user.do("begin")
    user.do("new_opportunities", party=party, start="2026-01-01", amounts=[1, 2])
    tryton.exact_inside(user)
    user.do("rollback")
    tryton.exact()
    assert tryton.counter("company", party, "opportunity_count") == 0
