"""The same keys in both schemas: what happens in one shows in that one alone."""

from __future__ import annotations

import pytest

from tests.schemas.conftest import MONITOR, Tenants

STATUS = "select schema, id, status, rank from saint.company_status order by schema, status, id"
STEPS = [
    "update tenant_acme.activity set starts_on = '2026-02-01' where activity_id = 2",
    "insert into tenant_beta.activity (company_id, direction, starts_on) values (2, 'outgoing', '2026-06-01')",
    "update tenant_beta.company set category = 'Customer' where company_id = 2",
    "delete from tenant_acme.activity where activity_id = 1",
    "update core.users set full_name = 'Anneke' where user_id = 1",
    "update tenant_acme.person set company_id = 2",
    "insert into tenant_acme.company select n, 'Company ' || n, 'Customer', 1 from generate_series(3, 9) n",
    "update tenant_beta.company set deleted = true where company_id = 1",
    "truncate tenant_acme.activity",
    "select saint.set_today('2026-08-01')",
]


def test_each_schema_has_its_own_records(tenants: Tenants) -> None:
    tenants.exact()
    assert tenants.rows(STATUS) == []
    tenants.execute("update tenant_acme.activity set starts_on = '2026-01-01'")
    neglected, dormant = ("tenant_acme", 1, "neglected", 10), ("tenant_acme", 1, "dormant", 20)
    assert tenants.rows(STATUS) == [dormant, neglected]
    assert tenants.rows("select entity, id, status from saint.statusvalue where entity like 'company%'") == [
        ("company_acme", "1", "neglected_acme"),
        ("company_acme", "1", "dormant_acme"),
    ]
    counters = "select schema, id, outgoing, activity_count from saint.company_counter where id = 1 order by schema"
    assert tenants.rows(counters) == [("tenant_acme", 1, 0, 2), ("tenant_beta", 1, 2, 2)]
    assert tenants.rows("select schema, id, status from saint.company_watermark") == [neglected[:3]]


def test_exact_after_each_step(tenants: Tenants) -> None:
    for step in STEPS:
        tenants.execute(step.encode())
        tenants.exact()
    tenants.execute("select saint.tick()")
    tenants.exact()
    assert tenants.rows("select * from saint.check()") == []


@pytest.mark.parametrize("view", ["counter", "status", "watermark"])
def test_the_view_over_all_schemas_is_the_views_of_each(tenants: Tenants, view: str) -> None:
    tenants.execute("update tenant_acme.activity set starts_on = '2026-01-01'")
    # A status that is not stored yet is shown as of now, which is another time in each query.
    tenants.execute("select saint.tick()")
    each = " union all ".join(
        f"select 'tenant_{tenant}', to_jsonb(v) from saint.company_{tenant}_{view} v" for tenant in ("acme", "beta")
    )
    for schema, row in tenants.rows(each):
        if "status" in row:
            row["status"] = row["status"].removesuffix(schema.removeprefix("tenant"))
        found = tenants.rows(
            f"select to_jsonb(v) from saint.company_{view} v where schema = '{schema}' and id = {row['id']}"
        )
        assert ({"schema": schema, **row},) in found
    everywhere = tenants.rows(f"select count(*) from saint.company_{view}")
    assert everywhere == tenants.rows(f"select count(*) from ({each}) each")


def test_selections_texts_and_follow_ups_are_of_one_schema(tenants: Tenants) -> None:
    tenants.execute("update tenant_beta.activity set starts_on = '2026-04-20' where activity_id = 2")
    assert tenants.rows("select schema, id, name, outgoing, owner from saint.selection_to_call") == [
        ("tenant_beta", 1, "Fjord Shipping", 1, "Anna")
    ]
    assert tenants.rows("select schema, id from saint.selection_annas") == [("tenant_beta", 1)]
    assert tenants.rows("select id, name from saint.selection_to_call_beta") == [(1, "Fjord Shipping")]
    assert tenants.rows("select schema, count(*) from saint.selection_kept group by 1 order by 1") == [
        ("tenant_acme", 2),
        ("tenant_beta", 2),
    ]
    tenants.execute("select saint.selection_add('chosen_beta', '2')")
    assert tenants.rows("select schema, id from saint.selection_chosen") == [("tenant_beta", 2)]
    assert tenants.rows("select saint.status_dialog('company_beta', '1') ->> 'status'") == [("neglected_beta",)]
    tenants.execute("select saint.create_follow_up('neglected_beta', '1')")
    assert tenants.rows("select subject, starts_on::text from tenant_beta.activity where activity_id = 3") == [
        ("Call Fjord Shipping", "2026-06-03")
    ]
    assert tenants.rows("select count(*) from tenant_acme.activity") == [(2,)]
    tenants.exact()


def test_texts_name_counters_of_one_schema_and_the_sender(tenants: Tenants) -> None:
    tenants.write(
        ("<name> has not heard", "<name> (<cuid>), <days since activity_last> days ago[, says <auth>]: has not heard"),
        ("selections:\n", "users: {table: core.users, key: user_id, fields: {name: full_name}}\nselections:\n"),
    )
    tenants.apply()
    tenants.execute("update tenant_beta.activity set starts_on = '2026-04-20' where activity_id = 2")
    tenants.execute("set saint.sender = '2'")
    assert tenants.rows("select saint.describe('neglected_beta', '1')") == [
        ("Fjord Shipping (1), 12 days ago, says Bert: has not heard from Anna.",)
    ]
    assert tenants.rows("select saint.describe('neglected_acme', '1')") == [
        ("Fjord Shipping (1), 7 days ago, says Bert: has not heard from Anna.",)
    ]


def test_monitors_are_of_one_schema(tenants: Tenants) -> None:
    tenants.write(*MONITOR)
    tenants.apply()
    tenants.execute("delete from tenant_beta.activity where activity_id = 1")
    tenants.execute("select saint.recalculate('customers_beta')")
    assert tenants.rows("select id, total from saint.attention_customers_beta") == [(1, 1)]
    assert tenants.rows("select id, total from saint.attention_customers_acme") == [(1, 2)]
