"""One mapping for the same tables in several schemas. More of it in tests/schemas."""

from __future__ import annotations

from tests.crms.capabilities.steps import Step, carry_out, installed

ONE = "11111111-1111-1111-1111-111111111111"
STEPS = [
    Step("2 the same key in two workspaces",
         f"insert into workspace_a1.company values ('{ONE}', 'Fjord');"
         f" insert into workspace_b2.company values ('{ONE}', 'Dairy')",
         {("company_a1", ONE, "tasks"): 0, ("company_b2", ONE, "tasks"): 0}),
    Step("2 what is written in one counts there alone",
         f"""insert into workspace_b2."taskTarget" values ('{ONE}', '{ONE}')""",
         {("company_a1", ONE, "tasks"): 0, ("company_b2", ONE, "tasks"): 1}),
    Step("2 and is deleted there alone", 'update workspace_a1.company set "deletedAt" = now()',
         {("company_a1", ONE, "tasks"): None, ("company_b2", ONE, "tasks"): 1}),
]  # fmt: skip


def test_schemas(database: str) -> None:
    with installed(database, "schemas") as (connection, truth):
        carry_out(connection, truth, STEPS)
        everywhere = "select schema, id::text, tasks from saint.company_counter"
        assert connection.execute(everywhere).fetchall() == [("workspace_b2", ONE, 1)]
