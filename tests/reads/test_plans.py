"""How PostgreSQL reads the views that are made to be joined: the shape of the plans, not their costs."""

from __future__ import annotations

import psycopg

from tests.reads.plans import calls, explained, nodes, scans

JOIN = "select c.name, v.* from crm.company c left join {} v on v.id = c.company_id order by c.name limit 50"
JOINED = ("company_card", "company_counter", "company_watermark", "selection_quiet_ones")


def test_plans(crm: psycopg.Connection) -> None:
    # Marks of other records than those that are asked for: enough of them that nobody would read them all.
    crm.execute("insert into saint_data.company_dirty (id) select n from generate_series(2001, 5000) n")
    crm.execute("vacuum analyze saint_data.company_dirty")
    for view in JOINED:
        plan = explained(crm, JOIN.format(f"saint.{view}"))
        found = list(nodes(plan))
        # each relation by its key, for each row of the page
        assert ("Seq Scan", "company") not in scans(found), view
        assert {("Index Scan", "company_pkey"), ("Index Only Scan", "company_dirty_pkey")} <= scans(found), view
        assert not [n for n in found if n["Node Type"] in ("Hash Join", "Merge Join")], view
        # what computes a stale record stands behind a question that is asked once, and is never called
        assert calls(found) == {}, view

    # what is not asked for costs nothing
    lean = list(nodes(explained(crm, JOIN.replace("v.*", "v.statuses").format("saint.company_card"))))
    assert not {relation for _, relation in scans(lean)} & {"company_statusvalue_pkey", "image_pkey", "image"}
    assert {relation for _, relation in scans(nodes(explained(crm, JOIN.format("saint.company_card"))))} >= {"image"}

    # a stale record costs who reads it
    crm.execute("insert into saint_data.company_dirty (id) select company_id from crm.company order by name limit 7")
    for view in ("company_card", "company_counter"):
        assert calls(nodes(explained(crm, JOIN.format(f"saint.{view}")))) == {"company_current": 7}, view

    # one record: each relation by its key
    for view in ("company_card", "company_counter", "company_status"):
        found = list(nodes(explained(crm, f"select * from saint.{view} where id = 42")))
        assert not {n for n in scans(found) if n[0] == "Seq Scan" and n[1] in ("company", "company_dirty")}, view

    # all with one status: by the index, and what is stale found at once
    crm.execute("delete from saint_data.company_dirty")
    crm.execute("vacuum analyze saint_data.company_dirty")
    found = list(nodes(explained(crm, "select count(id) from saint.company_status where status = 'known'")))
    assert ("Seq Scan", "company") not in scans(found)

    # all of them: one sweep, and no question for each
    found = list(nodes(explained(crm, "select count(v.statuses) from crm.company c"
                                      " left join saint.company_card v on v.id = c.company_id")))  # fmt: skip
    assert [n for n in found if n["Node Type"] in ("Hash Join", "Merge Join")]
    assert calls(found) == {}
