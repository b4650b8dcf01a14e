"""Which rows are records and events: names, filters, soft deletes, keys, exclusions, tenants."""

from __future__ import annotations

from tests.crms.capabilities.steps import Step, carry_out, installed

A, B, C = (f"{n * 8}-{n * 4}-{n * 4}-{n * 4}-{n * 12}" for n in "123")

STEPS = [
    Step(
        "3 one table, several entities",
        f"""insert into lead values ('L1', 'opportunity', '{A}', true, null, null, 1),
        ('L2', 'lead', '{A}', true, null, null, 1)""",
        {("company", A, "opportunities"): 1, ("person", A, "persons_opportunities"): None},
    ),
    Step("4 a row changes its class", "update lead set type = 'opportunity'", {("company", A, "opportunities"): 2}),
    Step("5 inactive means lost, not deleted", "update lead set active = false where \"leadNo\" = 'L1'",
         {("company", A, "opportunities"): 2, ("company", A, "lost"): 1}),
    Step("5 soft delete by a timestamp", "update lead set \"deletedAt\" = now() where \"leadNo\" = 'L1'",
         {("company", A, "opportunities"): 1, ("company", A, "lost"): 0}),
    Step("4 a person becomes a company", f"""update "Party" set "order" = 'company' where "Ref No" = '{B}'""",
         {("company", B, "opportunities"): 0, ("person", B, "persons_opportunities"): None}),
    Step("5 merged away", f"""update "Party" set "mergedInto" = '{A}' where "Ref No" = '{B}'""",
         {("company", B, "opportunities"): None}),
    Step("5 active is NULL", f"""update "Party" set "mergedInto" = null, active = null where "Ref No" = '{B}'""",
         {("company", B, "opportunities"): 0}),
    Step("6 a composite key", f"insert into member values (1, 'a', '2026-05-01', '{A}'), (1, 'b', null, '{A}')",
         {("company", A, "memberships"): 2}),
    Step("1 reserved and quoted names; 26 the own company",
         f"""update "Party" set "default" = false where "Ref No" = '{C}'""",
         {("company", C, "opportunities"): 0}),
    Step("26 a user's own party is not a customer", f"""insert into "res_user-company" values ('{B}', 1), ('{B}', 2)""",
         {("company", B, "opportunities"): None}),
    Step("26 and is one again", 'delete from "res_user-company"', {("company", B, "opportunities"): 0}),
    Step("27 an event of another tenant counts for nobody", f"update lead set tenant_id = 2 where party = '{A}'",
         {("company", A, "opportunities"): 0}),
    Step("27 and back", f"update lead set tenant_id = 1 where party = '{A}'", {("company", A, "opportunities"): 1}),
]  # fmt: skip


def test_rows(database: str) -> None:
    with installed(database, "rows") as (connection, truth):
        carry_out(connection, truth, STEPS)
