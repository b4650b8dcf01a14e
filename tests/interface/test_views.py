"""Every view that scripts and dashboards may rely on, with its columns."""

from __future__ import annotations

import psycopg
import pytest

PERIODS = [f"period{n}" for n in range(1, 4)]
STANDARD = [
    "count", "open", *(f"count_{p}" for p in PERIODS), *(f"open_{p}" for p in PERIODS),
    "last", "last_completed", "last_open", "next",
]  # fmt: skip
STATUS = ["id", "status", "name", "rank", "visual", "since"]
WATERMARK = ["id", "status", "name", "image", "media_type"]
CARD = ["id", "statuses", "status", "name", "rank", "since", "visual", "image", "media_type"]
VIEWS = {
    "company_counter": ["id", "outgoing_in_a_month", "first_sale", *(f"activity_{each}" for each in STANDARD)],
    "person_counter": ["id", *(f"activity_{each}" for each in STANDARD)],
    "project_counter": ["id", *(f"activity_{each}" for each in STANDARD)],
    "company_status": STATUS,
    "person_status": STATUS,
    "project_status": STATUS,
    "company_watermark": WATERMARK,
    "person_watermark": WATERMARK,
    "project_watermark": WATERMARK,
    "company_card": CARD,
    "person_card": CARD,
    "project_card": CARD,
    "statusvalue": ["entity", "id", "status", "since"],
    "countervalue": ["entity", "id", "counter", "total", "open", *PERIODS, "last", "last_completed", "last_open"],
    "status_history": ["entity", "id", "status", "active", "changed_at"],
    "company_statusvalue": ["id", "status", "since", "name", "record_name"],
    "company_status_history": ["id", "status", "active", "changed_at", "record_name"],
    "company_status_period": ["id", "status", "began_at", "ended_at", "record_name"],
    "selection_to_call": ["id", "name", "phone", "owner"],
    "selection_for_bi": ["id", "name", "spent"],
    "selection_member": ["selection", "entity", "id", "added_at"],
    "statusdef": ["status", "entity", "name", "criteria", "rank", "visual", "enabled", "matches"],
    "contact_moment": [
        "entity", "id", "kind", "source", "source_key", "occurred_at", "user", "title", "counted",
    ],
    "attention_top_customers": ["id", "total", "days", "band", "band_hex", "calculated_at"],
    "attention_top_customers_bands": ["band", "color", "relations", "lowest", "highest", "hex", "calculated_at"],
    "attention_top_customers_summary": ["area", "relations", "percent", "calculated_at"],
}  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_a_reader_reads_its_columns(crm: psycopg.Connection, view: str) -> None:
    # It shows what was spent, which is revenue.
    role = "saint_revenue" if view == "selection_for_bi" else "saint_reader"
    crm.execute(f"set local role {role}".encode())
    columns = ", ".join(f'"{column}"' for column in VIEWS[view])
    crm.execute(f"select {columns} from saint.{view}".encode()).fetchall()


@pytest.mark.parametrize(("view", "key_type"), [("company", "integer"), ("person", "uuid"), ("project", "text")])
def test_ids_are_of_the_crms_own_type(crm: psycopg.Connection, view: str, key_type: str) -> None:
    for part in ("counter", "status", "watermark", "card", "statusvalue", "status_history", "status_period"):
        found = crm.execute(
            "select format_type(atttypid, atttypmod) from pg_attribute"
            " where attname = 'id' and attrelid = %s::regclass",
            (f"saint.{view}_{part}",),
        ).fetchall()
        assert found == [(key_type,)]


def test_the_shape_of_saint_is_text_ids_and_one_row_per_counter(crm: psycopg.Connection) -> None:
    row = crm.execute(
        "select total, open, period1, period2, period3, last, last_completed, last_open from saint.countervalue"
        " where entity = 'company' and id = '1' and counter = 'activity'"
    ).fetchone()
    assert row is not None
    assert [str(value) for value in row] == ["3", "2", "2", "2", "2", "2026-05-21", "2026-05-20", "2026-05-21"]


def test_status_watermark_and_definition(crm: psycopg.Connection) -> None:
    active = crm.execute("select id, status, name, rank, visual from saint.company_status where id = 2").fetchall()
    assert (2, "neglected_customer", "Neglected customer", 10, True) in active
    shown = crm.execute("select id, status, media_type, length(image) > 0 from saint.company_watermark").fetchall()
    assert shown == [(2, "neglected_customer", "image/svg+xml", True)]
    matches = crm.execute("select matches from saint.statusdef where status = 'neglected_customer'").fetchall()
    assert matches == [(1,)]
    assert crm.execute("select name from saint.company_status where status = 'nested_criteria'").fetchall() == [
        ("Nested criteria",)
    ]
