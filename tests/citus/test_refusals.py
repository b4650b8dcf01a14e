"""What cannot be had of tables in shards is refused by name, with file and line, before anything is done."""

from __future__ import annotations

import psycopg
import pytest

from tests.citus.conftest import MODES, Sharded
from tests.citus.fake import distribute, forget, note

LINK = "    links: {company: company_id}\n    fields: {direction: direction}"
TO_CALL = "    when: status('neglected') and not status('silent')\n    columns: [name, owner, outgoing]"
REFUSED = {
    "another key": (
        [("    key: company_id\n", "    key: owner_id\n")],
        4,
        "the key of entity company is company.owner_id",
    ),
    "a link by another column": (
        [(LINK, LINK.replace("company_id", "activity_id"))],
        16,
        "is linked to company by activity.activity_id, and Citus distributes crm.activity by company_id",
    ),
    "a polymorphic link": (
        [(LINK, LINK.replace("company_id", "{column: company_id, when: direction = 'x'}"))],
        16,
        "is linked to company by CASE WHEN",
    ),
    "materialized": (
        [("    columns: [name, owner, outgoing]", "    columns: [name, owner, outgoing]\n    materialized: true")],
        46,
        "selection to_call is materialized",
    ),
    "static": (
        [(TO_CALL, "    static: true")],
        46,
        "selection to_call is static",
    ),
    "deferred": (
        [("    where: not deleted\n", "    where: not deleted\n    maintenance: deferred\n")],
        11,
        "in shards of Citus, where an entity has it with all its sources",
    ),
    "a status of marks that reads a reference table": (
        [
            ("    key: company_id\n", "    key: company_id\n    maintenance: deferred\n"),
            ("founded <= today, rank: 30", "founded <= today and owner is null, rank: 30"),
        ],
        43,
        "status young reads owner of a reference table",
    ),
    "records of marks told by a reference table": (
        [
            (
                "    key: company_id\n",
                "    key: company_id\n    maintenance: deferred\n    where: owner.full_name > ''\n",
            )
        ],
        4,
        "which rows are of entity company is said by crm.users, a reference table",
    ),
    "announced": (
        [("    rank: 10\n", "    rank: 10\n    notify: true\n")],
        38,
        "status buyer announces its changes",
    ),
    "confidential": (
        [("    amount: amount\n", "    amount: amount\n    confidential: revenue\n")],
        18,
        "has what is confidential",
    ),
    "a moment": (
        [("    where: not deleted\n", "    where: not deleted\n    moment: {kind: history}\n")],
        11,
        "source activity has contact moments",
    ),
    "a monitor": (
        [
            ("    where: not deleted\n", "    where: not deleted\n    moment: {kind: history}\n"),
            ("selections:\n", "monitors: {all: {on: company, period: 365}}\nselections:\n"),
        ],
        46,
        "attention monitor all",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_of_the_definition(sharded: Sharded, what: str) -> None:
    changes, line, said = REFUSED[what]
    sharded.write(*changes)
    refused(sharded, f":{line}: ", said)


def refused(sharded: Sharded, *parts: str) -> None:
    for word in ("plan", "apply"):
        done = sharded.saint(word, str(sharded.file))
        assert done.exit_code == 2, done.output
        for part in parts:
            assert part in done.stderr, done.stderr


def test_of_the_tables(sharded: Sharded) -> None:
    connection = sharded.connection
    forget(connection, "crm.users")
    refused(
        sharded, ":4: ", "joins crm.users, which is on the coordinator alone", "create_reference_table('crm.users')"
    )

    distribute(connection, "crm.users", "user_id")
    refused(sharded, "joins crm.users not by the columns that both are distributed by")

    distribute(connection, "crm.users", None)
    distribute(connection, "crm.sale", "company_id", colocation=8)
    refused(sharded, ":23: ", "Citus keeps crm.sale not beside crm.company", "colocate_with => 'crm.company'")

    forget(connection, "crm.sale")
    refused(sharded, "whose table is in shards of Citus, and crm.sale is not", "create_distributed_table('crm.sale'")

    distribute(connection, "crm.sale", "company_id")
    distribute(connection, "crm.company", None)
    refused(sharded, ":4: ", "entity company is in crm.company, a reference table of Citus")

    note(connection, "crm.company", "n", None, 0, "s")
    refused(sharded, "neither distributed by a column nor a reference table", "undistribute_table('crm.company')")

    forget(connection, "crm.company")
    refused(sharded, ":11: ", "source activity is in crm.activity, which Citus distributes")


def test_several_schemas(sharded: Sharded) -> None:
    sharded.write(("timezone: Europe/Oslo\n", "timezone: Europe/Oslo\nschemas: cr*\n"))
    text = sharded.file.read_text()
    for table in ("company", "users", "activity", "sale"):
        text = text.replace(f"table: crm.{table}", f"table: {table}")
    sharded.file.write_text(text)
    refused(sharded, "schemas: covers several, and Citus distributes company of entity company (in schema crm)")


ACROSS = """
  person:
    table: crm.person
    key: person_id
    parents: {company: company_id}
"""


def test_criteria_across_entities(sharded: Sharded) -> None:
    """A record of the other entity may be on another node."""
    connection = sharded.connection
    connection.execute("create table crm.person (person_id integer primary key, company_id integer)")
    distribute(connection, "crm.person", "person_id")
    on_person = "  of_a_buyer: {on: person, when: company.status('buyer')}\n"
    sharded.write(("sources:\n", f"{ACROSS.lstrip(chr(10))}sources:\n"), ("selections:\n", f"{on_person}selections:\n"))
    refused(sharded, "entity person is in shards of Citus, and asks what another entity's record has: company.status")


@pytest.mark.parametrize("mode", MODES)
def test_what_there_is_not_of_it(sharded: Sharded, mode: str) -> None:
    sharded.in_mode(mode)
    previewed = sharded.saint("preview", str(sharded.file), "neglected")
    assert (previewed.exit_code, "company is in shards of Citus" in previewed.stderr) == (2, True), previewed.output
    sharded.apply()
    with pytest.raises(psycopg.errors.FeatureNotSupported, match="entity company is in shards of Citus"):
        sharded.connection.execute("select saint.status_dialog('company', '1')")
