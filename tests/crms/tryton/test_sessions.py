"""Several users of Tryton at once, at its own isolation level, and its own second opinion: the history tables."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest

from tests.crms.real import Crm
from tests.crms.users import CrmFailed, User

STEPS = 40


def test_users_who_save_for_the_same_party_at_once_all_succeed(tryton: Crm) -> None:
    """A counter that is updated in place fails the second of them with a serialization failure."""
    users = [tryton.user() for _ in range(4)]
    party = tryton.does(users[0], "new_party", name="Everybody's customer")
    for user in users:
        user.do("begin")
        # Tryton takes its snapshot with the first look at a table.
        user.do("read", query="select count(*) from sale_opportunity")
    for user in users:
        user.begin_to_do("new_opportunities", party=party, start="2026-05-01", amounts=[1, 2, 3])
    for user in users:
        user.done()
    for user in users:
        tryton.exact_inside(user)
        user.do("commit")
        tryton.exact()
    assert tryton.counter("company", party, "opportunity_count") == 12
    tryton.finished()


def test_a_party_that_is_merged_away_under_an_open_transaction(tryton: Crm) -> None:
    """The note is written in a snapshot in which the party still stands for itself."""
    writer, merger = tryton.user(), tryton.user()
    first, second = tryton.does(merger, "new_parties", names=["Fjord", "Fjord Shipping"])
    writer.do("begin")
    writer.do("read", query="select count(*) from party_party")
    tryton.does(merger, "merge_parties", source=first, destination=second)
    writer.do("new_note", resource=f"party.party,{first}", message="Called")
    tryton.exact_inside(writer)
    writer.do("commit")
    tryton.exact()
    tryton.finished()


# What PostgreSQL says of it. The folder of a clone, in a traceback, is called pg_saint too.
OURS = re.compile(r"\bsaint(_data\b|\.)")


@pytest.mark.parametrize("seed", [1, 2])
def test_random_histories_of_two_users(tryton: Crm, seed: int) -> None:
    """Each step is compared with the naive queries, and at the end with what Tryton's history tables say."""
    draw = random.Random(seed)
    users = [tryton.user(), tryton.user()]
    parties = tryton.does(users[0], "new_parties", names=[f"Party {n}" for n in range(4)])
    made: dict[str, list[int]] = {"sale.opportunity": [], "sale.sale": [], "ir.note": []}
    at_work: set[User] = set()
    for _ in range(STEPS):
        user = draw.choice(users)
        if user not in at_work:
            user.do("begin")
            at_work.add(user)
        if act(draw, user, parties, made) is False or draw.random() < 0.4:
            user.do(draw.choice(["commit", "commit", "rollback"]) if user in at_work else "rollback")
            at_work.discard(user)
        tryton.exact()
        if draw.random() < 0.1:
            tryton.execute("select saint.tick()")
    for user in at_work:
        user.do("commit")
    tryton.finished()
    assert tryton.execute(BY_HISTORY).fetchall() == tryton.execute(BY_PG_SAINT).fetchall()


def act(draw: random.Random, user: User, parties: list[int], made: dict[str, list[int]]) -> bool:
    """One random action; False where Tryton refused it for a reason of its own, such as a record that somebody else
    has changed. Raises CrmFailed where code of ours is to blame."""
    party, day = draw.choice(parties), f"2026-{draw.randint(1, 7):02}-{draw.randint(1, 28):02}"
    kind = draw.choice(["opportunity", "sale", "note", "move", "press", "delete", "party", "merge"])
    model = draw.choice(list(made))
    record = draw.choice(made[model] or [0])
    actions: dict[str, tuple[str, dict[str, Any]]] = {
        "opportunity": ("new_opportunity", {"party": party, "start": day, "amount": draw.randint(1, 1000)}),
        "sale": ("new_sale", {"party": party, "lines": [draw.randint(1, 99)], "date": day}),
        "note": ("new_note", {"resource": f"party.party,{party}", "message": "Hello"}),
        "move": ("move_record", {"model_name": model, "record": record, "party": party}),
        "press": ("press_any", {"model_name": model, "record": record, "choice": draw.randint(0, 9)}),
        "delete": ("delete", {"model_name": model, "records": [record]}),
        "party": ("change_party", {"party": party, "active": draw.random() < 0.8}),
        "merge": ("merge_parties", {"source": party, "destination": draw.choice(parties)}),
    }
    action, arguments = actions[kind]
    try:
        result = user.do(action, **arguments)
    except CrmFailed as failed:
        if OURS.search(str(failed)):
            raise
        return False
    new = {"opportunity": "sale.opportunity", "sale": "sale.sale", "note": "ir.note"}.get(kind)
    if new:
        made[new].append(result)
    return True


# The last row that the history has of each opportunity and of each party; a deleted one has left a row without values.
BY_HISTORY = """
    select party.id, count(opportunity.id), sum(opportunity.amount)
    from (
      select distinct on (id) * from party_party__history order by id, coalesce(write_date, create_date) desc, __id desc
    ) party
    left join (
      select distinct on (id) * from sale_opportunity__history
      order by id, coalesce(write_date, create_date) desc, __id desc
    ) opportunity on opportunity.party = party.id
    where party.active and party.replaced_by is null
      and not exists (select from company_company c where c.party = party.id)
      and not exists (select from company_employee e where e.party = party.id)
    group by party.id
    order by party.id
"""
BY_PG_SAINT = "select id, opportunity_count, opportunity_amount from saint.company_counter order by id"
