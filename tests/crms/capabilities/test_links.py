"""How an event finds its record: polymorphic links, link tables, several hops, snapshots and fallbacks."""

from __future__ import annotations

from tests.crms.capabilities.steps import Step, carry_out, installed

STEPS = [
    Step("7 two columns", "insert into reminder values (1, 7, 1), (2, 8, 1), (3, 9, 1)",
         {("company", 1, "reminders"): 1, ("person", 1, "persons_reminders"): 1}),
    Step("7 the lookup row of the kind changes", "update content_type set model = 'group' where id = 7",
         {("company", 1, "reminders"): 0}),
    Step("8 one column, parsed", "insert into note values (1, 'crm.company,1'), (2, 'crm.person,1'),"
         " (3, 'crm.company,x')",
         {("company", 1, "notes"): 1}),
    Step("8 it moves", "update note set resource = 'crm.company,2' where id = 1",
         {("company", 1, "notes"): 0, ("company", 2, "notes"): 1}),
    Step("9 a column for each kind", "insert into target values (1, 1, 1, null, null), (2, 1, null, 3, null)",
         {("company", 1, "tasks"): 1, ("person", 3, "persons_tasks"): 1}),
    Step("9 the link row is soft-deleted", 'update target set "deletedAt" = now() where id = 1',
         {("company", 1, "tasks"): 0}),
    Step("10 a triple store with both directions",
         "insert into relation values (1, 'subject_linked_2_note', 2), (2, 'object_linked_2_note', 1), (1, 'likes', 3)",
         {("company", 1, "talks"): 1, ("company", 2, "talks"): 0}),
    Step("11 the event first, its participants after", "insert into meeting values (1)",
         {("company", 1, "meetings"): 0}),
    Step("11 many participants, once for each company",
         "insert into meeting_person values (1, 1, null), (1, 2, 'declined'), (1, 3, null)",
         {("company", 1, "meetings"): 1, ("company", 2, "meetings"): 1, ("concern", 1, "concerns_meetings"): 1,
          ("company", 1, "visits"): 1}),
    Step("12 a person moves: only the person's row changes", "update person set company = 3 where id = 1",
         {("company", 1, "meetings"): 0, ("company", 3, "meetings"): 1, ("company", 1, "visits"): 1}),
    Step("12 a company moves", "update company set grp = 2 where id = 2",
         {("concern", 1, "concerns_meetings"): 0, ("concern", 2, "concerns_meetings"): 1}),
    Step("13 live and snapshot", "insert into payment values (1, 1, 1), (2, 2, 2)",
         {("company", 1, "payments"): 1, ("company", 1, "bills"): 1}),
    Step("13 the deal moves: the bill stays", "update deal set company = 2 where id = 1",
         {("company", 1, "payments"): 0, ("company", 1, "bills"): 1, ("company", 2, "payments"): 2}),
    Step("14 the first that is given", "insert into email values (1, 1, 3, 2), (2, null, 3, 1), (3, null, null, 1)",
         {("company", 1, "emails"): 1, ("company", 2, "emails"): 2}),
    Step("14 the contact becomes known", "update email set contact_id = 1 where id = 3",
         {("company", 3, "emails"): 1, ("company", 2, "emails"): 1}),
    Step("12 the links of a person move to nobody", "update meeting_person set person = 4 where person = 3"),
    Step("12 and he goes", "delete from person where id = 3"),
]  # fmt: skip


def test_links(database: str) -> None:
    with installed(database, "links") as (connection, truth):
        carry_out(connection, truth, STEPS)
