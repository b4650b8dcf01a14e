"""Statuses, counters, selections and monitors by SQL: proposed, checked, applied, read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import errors

from pg_saint.cli.database import connect_installed
from pg_saint.requests import Requests, work
from pg_saint.values import jsonb
from tests.inside.conftest import ANNA, BERT, CARL, Inside
from tests.support import long

UNVISITED = {"on": "company", "when": "category = 'Customer' and not exists(activity) filter (where this(quarter))"}
# The same, as one would write it by hand.
BY_HAND = """
    select c.company_id from crm.company c
    where not c.deleted and c.category = 'Customer' and not exists (
        select from crm.activity a
        where a.company_id = c.company_id and (a.starts_at at time zone 'Europe/Oslo')::date >= '2026-04-01'
            and (a.starts_at at time zone 'Europe/Oslo')::date < '2026-07-01')
    order by 1
"""
HAVE_IT = "select id from saint.company_status where status = 'unvisited' order by 1"


def test_from_the_proposal_to_the_read(crm: Inside) -> None:
    crm.execute("delete from crm.activity where company_id in (2, 3, 8)")
    made = crm.propose({"statuses": {"unvisited": {**UNVISITED, "rank": 30, "visual": True, "image": "cobweb.svg"}}})
    assert crm.request(made)["state"] == "waiting"
    crm.work()
    checked = crm.request(made)
    by_hand = crm.rows(BY_HAND)
    assert (checked["state"], checked["kind"], checked["name"]) == ("checked", "status", "unvisited")
    assert (checked["matches"], checked["sample"]) == (len(by_hand), [str(id) for (id,) in by_hand])
    assert checked["changes"][0]["says"] == "new on company"
    assert checked["errors"] == []
    assert checked["proposed_by"] == ANNA
    crm.ask("confirm(%s)", made)
    crm.work()
    assert crm.request(made)["state"] == "applied"
    assert crm.rows(HAVE_IT) == by_hand != []
    # Others' requests are nobody's business, but for an administrator.
    assert crm.of(BERT).execute("select * from saint.request").fetchall() == []
    assert crm.of(ANNA).execute("select request from saint.request").fetchall() == [(made,)]
    [changed] = crm.rows(
        "select changed_by, before, after ->> 'rank', request from saint.definition_history where name = 'unvisited'"
    )
    assert changed == (ANNA, None, "30", made)
    crm.finished()
    assert crm.said == []

    # It is changed, and an earlier one comes back.
    crm.apply_inside({"statuses": {"unvisited": {**UNVISITED, "rank": 5}}})
    assert crm.rows("select rank, image is null from saint.status where status = 'unvisited'") == [(5, True)]
    again = crm.ask("propose((select r.definition from saint.request as r where r.request = %s))", made)
    crm.ask("confirm(%s)", again)
    crm.work()
    assert crm.rows("select rank, image is null from saint.status where status = 'unvisited'") == [(30, False)]
    gone = crm.ask("remove('status', 'unvisited')")
    crm.ask("confirm(%s)", gone)
    crm.work()
    assert crm.request(gone)["state"] == "applied", crm.request(gone)["errors"]
    assert crm.rows("select status from saint.status where status = 'unvisited'") == []
    crm.exact()


REFUSED: list[tuple[dict[str, Any], str | None, str]] = [
    ({}, None, "nothing is defined in it"),
    ({"statuses": []}, "statuses", "not a mapping"),
    ({"tables": {"x": 1}}, "tables", "cannot be defined from inside"),
    ({"entities": {"spy": {"table": "pg_catalog.pg_authid", "key": "oid"}}}, "entities", "cannot be defined"),
    ({"sources": {"activity": {"table": "crm.sale"}}}, "sources", "cannot be defined from inside"),
    ({"library": ["neglected_customer"]}, "library", "cannot be defined from inside"),
    ({"statuses": {"x": {"on": "company"}}}, "statuses.x", "required"),
    ({"statuses": {"x": {"on": "compny", "when": "true"}}}, "statuses.x.on", "unknown entity compny"),
    ({"statuses": {"x": {"on": "company", "when": "nme = 'x'"}}}, "statuses.x.when", "nme"),
    ({"statuses": {"x": {"on": "company", "when": ["true", "name ="]}}}, "statuses.x.when.1", ""),
    ({"statuses": {"x": {"on": "company", "whn": "true"}}}, "statuses.x.whn", "unknown key"),
    ({"statuses": {"x": {"on": "company", "copy_of": "neglected", "when": "true"}}}, "statuses.x.copy_of", "copy_of"),
    ({"statuses": {"x": {"on": "company", "when": "public.ran() is null"}}}, "statuses.x.when", "public.ran"),
    ({"statuses": {"x": {"on": "company", "when": "evil.status('x')"}}}, "statuses.x.when", "evil.status"),
    ({"statuses": {"x": {"on": "company", "when": "pg_read_file('x') is null"}}}, "statuses.x.when", "pg_read_file"),
    ({"statuses": {"x": {"on": "company", "when": "name operator(public.=) 'x'"}}}, "statuses.x.when", "operator"),
    ({"statuses": {"x": {"on": "company", "when": "name::public.evil is null"}}}, "statuses.x.when", "public.evil"),
    ({"statuses": {"x": {"on": "company", "when": "name = 'x'; drop table crm.company"}}}, "statuses.x.when", ""),
    ({"statuses": {"x": {"on": "company", "when": "exists (select from crm.users)"}}}, "statuses.x.when", ""),
    ({"statuses": {"x": {"on": "company", "when": "name ~ '(a+)+b'"}}}, "statuses.x.when", "the operator ~"),
    ({"statuses": {"x": {"on": "company", "when": "memo = 'x'"}}}, "statuses.x.when", "memo"),
    ({"statuses": {"x": {**UNVISITED, "image": "/etc/passwd"}}}, "statuses.x.image", "there is no image"),
    ({"statuses": {"x": {**UNVISITED, "image": "a.svg"}}, "images": {"a.svg": "&"}}, "statuses.x.image", "not base64"),
    ({"statuses": {"neglected": UNVISITED}}, "statuses.neglected", "belongs to dba"),
    ({"statuses": {"X; drop": UNVISITED}}, "statuses.X; drop", "cannot be a name"),
    ({"counters": {"outgoing": {"on": "company", "value": "count(sale)"}}}, "counters.outgoing", "belongs to dba"),
    ({"counters": {"c": {"on": "company", "value": "pg_sleep(1)"}}}, "counters.c.value", "pg_sleep"),
    ({"selections": {"s": {"on": "company", "when": "true", "materialized": True}}}, "selections.s.materialized", ""),
    ({"selections": {"s": {"on": "company", "when": "true", "columns": ["query_to_xml('x', true, true, '')"]}}},
     "selections.s.columns.0", "query_to_xml"),
    ({"selections": {"s": {"on": "company", "when": "true", "readers": ["nobody_here"]}}}, "selections.s", "no role"),
]  # fmt: skip


def test_what_is_refused_says_where(crm: Inside) -> None:
    made = [(crm.propose(definition), path, words) for definition, path, words in REFUSED]
    crm.work()
    wrong = []
    for request, path, words in made:
        found = crm.request(request)
        told = [(each["path"], each["message"]) for each in found["errors"]]
        if found["state"] != "refused" or not any(p == path and words in m for p, m in told):
            wrong.append((found["definition"], found["state"], path, words, told))
    assert wrong == []
    assert crm.said == []
    crm.exact()


def test_calls_that_are_wrong(crm: Inside) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        crm.propose({"statuses": {}}, role=CARL)
    for call in ("propose('[]')", "propose(null)", "remove('table', 'x')", "confirm(99)", "cancel(99)", "await(99, 0)"):
        with pytest.raises(psycopg.DatabaseError, match=r"JSON object|no kind|no request"):
            crm.ask(call)
    deep: Any = "name = 'x'"
    for _ in range(900):
        deep = [deep]
    with pytest.raises(errors.ProgramLimitExceeded, match="64 deep"):
        crm.propose({"statuses": {"x": {"on": "company", "when": deep}}})
    with pytest.raises(errors.ProgramLimitExceeded, match="64 deep"):
        crm.ask("selection_define('x', 'company', %s::jsonb)", jsonb(deep))
    made = crm.propose({"statuses": {"x": UNVISITED}})
    with pytest.raises(errors.NoDataFound, match=f"no request {made} of yours"):
        crm.ask("confirm(%s)", made, role=BERT)
    with pytest.raises(errors.InvalidTransactionState, match="Commit, then wait"), crm.of(ANNA).transaction():
        crm.ask("await(%s, 9)", crm.propose({"statuses": {"y": UNVISITED}}))
    assert crm.of(ANNA).execute("select state from saint.await(%s, 0)", (made,)).fetchone() == ("waiting",)
    crm.execute("update saint.proposal set proposed_at = now() - interval '1 hour'")
    assert "is not answered: 1 requests" in crm.saint("doctor").stdout
    crm.ask("cancel(%s)", made)
    with pytest.raises(errors.ObjectNotInPrerequisiteState, match="is cancelled"):
        crm.ask("confirm(%s)", made)
    for name in ("statuses", "counters"):
        gone = crm.ask("remove(%s, 'neglected')", "status" if name == "statuses" else "counter")
        crm.work()
        assert crm.request(gone)["state"] == "refused"


@pytest.mark.parametrize("pairs", [1, long(10)])
def test_many_at_once_are_answered_in_order(crm: Inside, pairs: int) -> None:
    """A later one may ask for what an earlier one defines."""
    made = []
    for n in range(pairs):
        made.append(crm.propose({"counters": {f"c{n}": {"on": "company", "value": f"count(activity) + {n}"}}}))
        when = f"c{n} > {n}" + (f" and status('s{n - 1}')" if n else "")
        made.append(crm.propose({"statuses": {f"s{n}": {"on": "company", "when": when}}}, role=BERT if n % 2 else ANNA))
    for request in made:
        crm.execute("select saint.confirm(%s)", (request,))
    crm.work()
    rows = crm.rows("select request, state from saint.request order by applied_at")
    assert rows == [(request, "applied") for request in made]
    last = f"s{pairs - 1}"
    assert crm.rows("select count(*) from saint.company_status where status = %s", last) == crm.rows(
        "select count(distinct company_id) from crm.activity join crm.company using (company_id) where not deleted"
    )
    assert crm.rows("select from saint.proposal where under_way") == []
    crm.finished()


def test_beside_the_files_of_the_dba(crm: Inside, tmp_path: Path) -> None:
    crm.apply_inside({"statuses": {"unvisited": {**UNVISITED, "visual": True, "image": "star.svg"}}})
    dba = str(tmp_path / "dba")
    crm.write(("< 2", "< 3"))
    done = crm.saint("apply", dba, "--yes")
    assert done.exit_code == 0, done.stderr
    assert "stays as it is: what was defined from inside the database" in done.stderr
    crm.exact()
    assert crm.rows("select status from saint.status where status = 'unvisited'") != []
    # What a status needs is not taken away unnoticed.
    crm.write(("category: category, ", ""))
    done = crm.saint("plan", dba)
    assert done.exit_code == 2
    assert "inside/status/unvisited:" in done.stderr
    assert "category" in done.stderr
    crm.write()
    pulled = tmp_path / "pulled"
    assert crm.saint("pull", "-o", str(pulled)).exit_code == 0
    assert sorted(file.name for file in pulled.iterdir()) == ["star.svg", "status_unvisited.yaml"]
    done = crm.saint("plan", dba, str(pulled), "--only")
    assert done.exit_code == 0, done.stdout + done.stderr
    assert "unvisited" not in done.stdout
    inside = tmp_path / "inside"
    pulled.rename(inside)
    assert "rename it" in crm.saint("plan", str(inside)).stderr
    # Rows of the catalog that somebody else has written are checked as well.
    crm.execute(
        "update saint.definition set content = replace(content, 'category', 'public.ran()') where owner = 'inside'"
    )
    assert "the function public.ran cannot be written from inside" in crm.saint("plan", dba).stderr


def test_a_selection_of_ones_own(crm: Inside) -> None:
    made = crm.ask(
        "selection_define('mine', 'company', %s, '{name,outgoing}')", "status('neglected') and category = 'Customer'"
    )
    crm.work()
    assert crm.request(made)["state"] == "applied", crm.request(made)["errors"]
    mine = crm.of(ANNA).execute("select id, name from saint.selection_mine order by 1").fetchall()
    assert mine == crm.rows(
        "select s.id, c.name from saint.company_status s join crm.company c on c.company_id = s.id"
        " where s.status = 'neglected' and c.category = 'Customer' order by 1"
    )
    for role in (BERT, CARL):
        with pytest.raises(errors.InsufficientPrivilege):
            crm.of(role).execute("select * from saint.selection_mine")
    # Nor by asking it in another one, nor by taking its place.
    spy = crm.propose({"selections": {"spy": {"on": "company", "when": "selection('mine')"}}}, role=BERT)
    other = crm.propose({"selections": {"mine": {"on": "company", "when": "true"}}}, role=BERT)
    gone = crm.ask("remove('selection', 'mine')", role=BERT)
    crm.work()
    assert [crm.request(each)["state"] for each in (spy, other, gone)] == ["refused"] * 3
    assert crm.of(BERT).execute("select matches from saint.selectiondef where selection = 'mine'").fetchone() == (None,)
    # Shared.
    crm.ask("selection_define('mine', 'company', %s, readers => '{saint_reader}')", "status('neglected')")
    crm.work()
    assert crm.of(CARL).execute("select count(*) from saint.selection_mine").fetchone() is not None
    # What is only shown need not be stored.
    crm.ask("selection_define('contacts', 'person', %s, '{name}')", "not status('quiet_contact')")
    crm.work()
    crm.execute("update crm.person set name = 'Kari' where person_id = (select min(id) from saint.selection_contacts)")
    contacts = crm.of(ANNA).execute("select id, name from saint.selection_contacts order by 1").fetchall()
    assert "Kari" in [name for _, name in contacts]
    assert contacts == crm.rows(
        "select p.person_id, p.name from crm.person p where not exists ("
        "select from saint.person_status s where s.id = p.person_id and s.status = 'quiet_contact') order by 1"
    )
    stored = crm.rows("select attname from pg_attribute where attrelid = 'saint_data.person'::regclass and attnum > 0")
    assert ("name",) not in stored
    # What is looked at has to be; what is missing is said, and how to ask for it.
    looked_at = crm.ask("selection_define('karis', 'person', %s)", "name = 'Kari'")
    crm.work()
    assert "not stored yet: person.name" in crm.request(looked_at)["errors"][0]["message"]
    missing = crm.ask(
        "selection_define('other', 'company', 'count(activity) filter (where direction = ''incoming'') > 2')"
    )
    crm.work()
    [error] = crm.request(missing)["errors"]
    assert error["path"] == "selections.other"
    assert "not stored yet: count(activity) filter (where" in error["message"].lower()
    assert "saint.propose()" in error["remedy"]
    crm.exact()


@pytest.mark.long
def test_what_is_confidential_stays_so(crm: Inside) -> None:
    crm.write(
        (
            "    amount: amount\n    links: {company: company_id}\n",
            "    amount: amount\n    links: {company: company_id}\n    confidential: revenue\n",
        )
    )
    assert crm.saint("apply", str(crm.file.parent), "--yes").exit_code == 0
    big = {"on": "company", "when": "sum(sale.amount) > 1000"}
    made = [
        crm.propose({"statuses": {"big": big}}),
        crm.propose({"counters": {"turnover": {"on": "company", "value": "sum(sale.amount)"}}}),
        crm.propose({"selections": {"big": big}}),
        crm.propose({"selections": {"shown": {"on": "company", "when": "true", "columns": ["sold"]}}}),
    ]
    crm.work()
    for request in made:
        found = crm.request(request)
        assert (found["state"], found["matches"]) == ("refused", None)
        assert found["errors"][0]["remedy"] == f"ask for: grant saint_revenue to {ANNA}"
    crm.execute(f"grant saint_revenue to {ANNA}")
    try:
        crm.apply_inside({"statuses": {"big": big}})
    finally:
        crm.execute(f"revoke saint_revenue from {ANNA}")


@pytest.mark.long
def test_a_worker_that_is_lost_at_each_step(crm: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is waiting, or done, and what is read is exact; the next worker goes on."""
    monkeypatch.setattr(work, "PIECE", 0)
    made = crm.propose({"statuses": {"unvisited": UNVISITED}})
    crm.ask("confirm(%s)", made)
    seen = []
    for pieces in range(1, 30):
        with connect_installed(crm.dsn) as connection:
            requests = Requests(crm.said.append)
            # Each gets a step further than the one before.
            for _ in range(pieces):
                requests.work(connection)
        seen.append(crm.request(made)["state"])
        if seen[-1] == "applied":
            assert crm.rows(HAVE_IT) == crm.rows(BY_HAND)
        crm.exact()
        if seen[-1] == "applied" and not crm.rows("select from saint.proposal where under_way"):
            break
    assert (seen[0], seen[-1]) == ("confirmed", "applied")
    assert crm.rows("select from saint.proposal where under_way") == []
    assert crm.rows("select from saint.computed where not settled") == []
    crm.finished()


@pytest.mark.long
def test_it_is_withdrawn_while_it_is_applied(crm: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "PIECE", 0)
    made = crm.propose({"statuses": {"unvisited": UNVISITED}})
    crm.ask("confirm(%s)", made)
    requests = Requests(crm.said.append)
    with connect_installed(crm.dsn) as connection:
        while not crm.rows("select from saint.proposal where under_way"):
            requests.work(connection)
        requests.work(connection)
        crm.ask("cancel(%s)", made)
        while requests.work(connection) is not None:
            pass
        # Two workers do not do it twice.
        with connect_installed(crm.dsn) as other:
            crm.ask("confirm(%s)", crm.propose({"statuses": {"unvisited": UNVISITED}}))
            assert requests.work(connection) == 0
            assert Requests(crm.said.append).work(other) is None
    assert crm.request(made)["state"] == "cancelled"
    crm.exact()
    crm.work()
    assert crm.rows(HAVE_IT) == crm.rows(BY_HAND)


def test_images(crm: Inside) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0L9 9"/></svg>'
    crm.apply_inside(
        {"statuses": {"a": {**UNVISITED, "visual": True, "image": "mine.svg"}}, "images": {"mine.svg": svg}}
    )
    crm.apply_inside({"statuses": {"a": {**UNVISITED, "visual": True, "image": "mine.svg", "rank": 3}}})
    [content] = crm.rows("select i.content from saint.status s join saint.image i using (image) where status = 'a'")
    assert bytes(content[0]).decode() == svg
    # As encode(content, 'base64') writes it.
    gif = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=="
    crm.apply_inside({"statuses": {"a": {**UNVISITED, "image": "mine.gif"}}, "images": {"mine.gif": gif}})
    [content] = crm.rows("select i.content from saint.status s join saint.image i using (image) where status = 'a'")
    assert bytes(content[0])[:6] == b"GIF89a"
    bad = svg.replace("<path", "<script/><path")
    made = crm.propose({"statuses": {"a": {**UNVISITED, "image": "mine.svg"}}, "images": {"mine.svg": bad}})
    crm.work()
    assert "the element script" in crm.request(made)["errors"][0]["message"]
