"""What users do in Creme: each action in its own transaction, compared with the naive queries inside and after."""

from __future__ import annotations

import pytest

from tests.crms.real import Crm
from tests.crms.users import User


@pytest.fixture
def user(creme: Crm) -> User:
    return creme.user()


def test_creme_works_at_read_committed(creme: Crm, user: User) -> None:
    assert creme.does(user, "isolation") == "read committed"


def test_a_participant_brings_his_employer_along_and_the_activity_counts_once(creme: Crm, user: User) -> None:
    company = creme.does(user, "new_company", name="Fjord Shipping")
    people = [creme.does(user, "new_person", last_name=name, employer=company) for name in ("Moen", "Vik")]
    call = creme.does(user, "new_activity", day="2026-05-20", kind="outgoing", participants=people)
    assert creme.counter("company", company, "activity_count") == 1
    assert [creme.counter("person", each, "activity_count") for each in people] == [1, 1]
    creme.does(user, "change_activity", activity=call, day="2026-01-01")
    assert creme.counter("company", company, "activity_count_period1") == 0
    for person in people:
        creme.does(user, "unrelate", subject=person, kind="activities-subject_participates_to_activity", target=call)
    assert [creme.counter("person", each, "activity_count") for each in people] == [0, 0]
    creme.finished()


def test_an_opportunity_is_won_and_targets_another_company(creme: Crm, user: User) -> None:
    first = creme.does(user, "new_company", name="Fjord Shipping")
    second = creme.does(user, "new_company", name="Polder Dairy")
    opportunity = creme.does(user, "new_opportunity", day="2026-05-01", target=first, sales=500)
    assert creme.statuses("company", first) == {"overdue_opportunity"}
    creme.does(user, "change_opportunity", opportunity=opportunity, phase="Won")
    assert creme.statuses("company", first) == {"neglected_company"}
    creme.does(user, "change_opportunity", opportunity=opportunity, target=second)
    assert creme.statuses("company", first) == set()
    assert creme.statuses("company", second) == {"neglected_company"}
    creme.does(user, "new_activity", day="2026-05-20", kind="outgoing", participants=[second])
    assert creme.statuses("company", second) == set()
    creme.finished()


def test_a_phase_that_no_longer_means_won_changes_all_its_opportunities(creme: Crm, user: User) -> None:
    companies = [creme.does(user, "new_company", name=name) for name in "ABC"]
    for company in companies:
        opportunity = creme.does(user, "new_opportunity", day="2026-08-01", target=company, sales=5)
        creme.does(user, "change_opportunity", opportunity=opportunity, phase="Won")
    creme.does(user, "change_phase", name="Won", won=False)
    assert [creme.statuses("company", each) for each in companies] == [set()] * 3
    creme.does(user, "change_phase", name="Won", won=True)
    assert [creme.statuses("company", each) for each in companies] == [{"neglected_company"}] * 3
    creme.finished()


def test_trash_restore_and_delete(creme: Crm, user: User) -> None:
    """Trash changes the parent row; the child gets an update that changes nothing."""
    company = creme.does(user, "new_company", name="Fjord Shipping")
    call = creme.does(user, "new_activity", day="2026-05-20", kind="incoming", participants=[company])
    creme.does(user, "trash", entity=call)
    assert creme.counter("company", company, "activity_count") == 0
    creme.does(user, "restore", entity=call)
    creme.does(user, "trash", entity=company)
    assert creme.counter("company", company, "activity_count") is None
    creme.does(user, "restore", entity=company)
    assert creme.counter("company", company, "activity_count") == 1
    creme.does(user, "trash", entity=call)
    creme.does(user, "delete", entity=call)
    creme.does(user, "delete", entity=company)
    creme.finished()


def test_merge_takes_everything_along(creme: Crm, user: User) -> None:
    kept, other = (creme.does(user, "new_company", name=name) for name in ("Fjord", "Fjord Shipping"))
    shared = creme.does(user, "new_activity", day="2026-05-02", kind="meeting", participants=[kept, other])
    creme.does(user, "new_activity", day="2026-05-20", kind="incoming", participants=[other])
    creme.does(user, "new_opportunity", day="2026-05-01", target=other, sales=7)
    creme.does(user, "new_todo", about=other, day="2026-05-01")
    creme.does(user, "merge", kept=kept, other=other)
    assert shared
    assert creme.counter("company", kept, "activity_count") == 2
    assert creme.statuses("company", kept) == {"overdue_opportunity", "overdue_todo"}
    creme.finished()


def test_todos_tickets_and_invoices(creme: Crm, user: User) -> None:
    company = creme.does(user, "new_company", name="Fjord Shipping")
    person = creme.does(user, "new_person", last_name="Moen")
    todo = creme.does(user, "new_todo", about=company, day="2026-05-31")
    ticket = creme.does(user, "new_ticket", about=company)
    creme.does(user, "new_todo", about=person, day="2026-05-31")
    creme.does(user, "new_invoice", day="2026-05-31", target=company)
    assert creme.statuses("company", company) == {"overdue_todo", "open_ticket"}
    creme.does(user, "finish_todo", todo=todo)
    creme.does(user, "close_ticket", ticket=ticket)
    assert creme.statuses("company", company) == set()
    assert creme.counter("company", company, "invoice_count") == 1
    creme.does(user, "rename", entity=company, name="Fjord")
    creme.finished()


def test_our_own_companies_are_no_customers(creme: Crm, user: User) -> None:
    own = creme.does(user, "new_company", name="A branch of ours", managed=True)
    assert creme.counter("company", own, "activity_count") is None


def test_two_users_for_the_same_company(creme: Crm) -> None:
    users = [creme.user(), creme.user()]
    company = creme.does(users[0], "new_company", name="Fjord Shipping")
    for user in users:
        user.do("begin")
        user.do("new_activity", day="2026-05-20", kind="outgoing", participants=[company])
        user.do("new_opportunity", day="2026-05-01", target=company, sales=1)
        creme.exact_inside(user)
    for user in users:
        user.do("commit")
        creme.exact()
    assert creme.counter("company", company, "activity_count") == 2
    creme.finished()
