"""Attributes that stand in other tables, and value lists by what a lookup row says."""

from __future__ import annotations

from tests.crms.capabilities.steps import Step, carry_out, installed

FJORD = ("company", 20)
STEPS = [
    Step("16 through a lookup; 17 by its boolean, name and uuid",
         "insert into deal values (1, 20, 2, 0, null), (2, 20, 1, 2, '2026-05-01')",
         {(*FJORD, "won"): 1, (*FJORD, "won_by_name"): 1, (*FJORD, "won_by_uuid"): 1, (*FJORD, "completed"): 1,
          (*FJORD, "closed"): 1}),
    Step("18 the lookup row changes", "update stage set is_won = not is_won", {(*FJORD, "won"): 1}),
    Step("18 all at once", "update stage set is_won = true, name = '{\"en_US\": \"Won\"}'",
         {(*FJORD, "won"): 2, (*FJORD, "won_by_name"): 2, (*FJORD, "won_by_uuid"): 1}),
    Step("15 trashed in the parent table, nothing changed in the child",
         "update entity set is_deleted = true where id = 20",
         {(*FJORD, "won"): None}),
    Step("15 and the child's own update changes nothing", "update organisation set name = name"),
    Step("15 restored", "update entity set is_deleted = false where id = 20", {(*FJORD, "won"): 2}),
    Step("25 the owner changes in the parent row", "update entity set user_id = 2 where id = 20"),
    Step("25 the owner's name stands in the table of companies",
         "update organisation set name = '{\"en_US\": \"Ida\"}'"),
    Step("26 the users' own rows are not companies", "update users set partner_id = 21 where id = 2",
         {("company", 21, "won"): None}),
    Step("24 jsonb", "update organisation set extra = '{\"size\": \"S\"}' where entity_ptr_id = 20"),
    Step("24 a custom field", "insert into custom_value values (20, 5, 'gold'), (20, 6, 'silver')"),
    Step("24 its definition is replaced", "update custom_field set uuid = '00000000-0000-0000-0000-000000000056'"),
    Step("25 an employee", "insert into project values (1, 20, 1), (2, 20, null)"),
    Step("25 assignees, many to many", "insert into assignee values (1, 1), (1, 2), (2, 2)",
         {("colleague", 1, "assignments"): 1, ("colleague", 2, "assignments"): 2}),
]  # fmt: skip


def test_lookups(database: str) -> None:
    with installed(database, "lookups") as (connection, truth):
        carry_out(connection, truth, STEPS)
