"""A partition that a tick cannot follow."""

from __future__ import annotations

import psycopg

from tests.doctor.conftest import said
from tests.partitions.conftest import Crm, crm, partitioned_template

__all__ = ["crm", "partitioned_template"]


def of_partitions(connection: psycopg.Connection) -> list[tuple[str, str]]:
    return [(message, remedy) for check, message, remedy in said(connection) if check in ("partitions", "triggers")]


def test_a_new_partition_without_triggers(crm: Crm) -> None:
    crm.execute(
        "create table crm.activity_2026_06 partition of crm.activity_2026"
        " for values from ('2026-06-01') to ('2026-07-01')"
    )
    ((message, remedy),) = of_partitions(crm.connection)
    assert message.startswith("partition crm.activity_2026_06 has no triggers yet")
    assert "saint tick" in remedy
    crm.tick()
    assert of_partitions(crm.connection) == []


def test_a_partition_that_went(crm: Crm) -> None:
    crm.execute("alter table crm.activity detach partition crm.activity_2025")
    ((message, _),) = of_partitions(crm.connection)
    assert message.startswith("partitions of crm.activity have gone")
    crm.tick()
    assert of_partitions(crm.connection) == []


def test_a_partition_of_somebody_else(crm: Crm) -> None:
    """Whoever applied may not put a trigger on it: reads are exact, and doctor says whom to ask."""
    crm.execute("create role saint_test_dba")
    try:
        crm.execute("create role saint_test_applier in role saint_admin")
        crm.execute("alter function saint_data.follow_partitions() owner to saint_test_applier")
        for event in ("inserted", "updated", "deleted", "emptied"):
            crm.execute(f"grant execute on function saint_data.crm_activity_{event}() to saint_test_applier".encode())
        crm.execute("grant usage on schema crm to saint_test_applier")
        crm.execute("grant insert on saint_data.company_via to saint_test_applier")
        crm.execute(
            "create table crm.activity_2026_06 partition of crm.activity_2026"
            " for values from ('2026-06-01') to ('2026-07-01')"
        )
        crm.execute("alter table crm.activity_2026_06 owner to saint_test_dba")
        crm.execute("insert into crm.activity_2026_06 values (100, 1, '2026-06-02', 'outgoing')")
        crm.tick()
        crm.exact()
        ((message, remedy),) = of_partitions(crm.connection)
        assert message.startswith("partition crm.activity_2026_06 has no triggers yet")
        assert "as saint_test_dba, grant trigger on crm.activity_2026_06" in remedy
        crm.execute("grant trigger on crm.activity_2026_06 to saint_test_applier")
        crm.finished()
        assert of_partitions(crm.connection) == []
    finally:
        crm.execute("drop owned by saint_test_applier, saint_test_dba cascade")
        crm.execute("drop role saint_test_applier, saint_test_dba")
