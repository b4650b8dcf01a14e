"""Plans, as PostgreSQL explains them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg

Plan = dict[str, Any]


def explained(connection: psycopg.Connection, query: str) -> Plan:
    row = connection.execute(f"explain (analyze, costs off, timing off, format json) {query}".encode()).fetchone()
    assert row
    plan: Plan = row[0][0]["Plan"]
    return plan


def nodes(plan: Plan) -> Iterator[Plan]:
    """Those that were carried out."""
    if plan["Actual Loops"]:
        yield plan
        for child in plan.get("Plans", ()):
            yield from nodes(child)


def scans(found: Any) -> set[tuple[str, str]]:
    """(kind, index, or table where there is none)"""
    return {(n["Node Type"], n.get("Index Name", n.get("Relation Name"))) for n in found if "Scan" in n["Node Type"]}


def calls(found: Any) -> dict[str, int]:
    """How often each function in `from` was called that computes."""
    counted: dict[str, int] = {}
    for n in found:
        if n["Node Type"] == "Function Scan" and n["Function Name"].endswith(("_live", "_current")):
            counted[n["Function Name"]] = counted.get(n["Function Name"], 0) + n["Actual Loops"]
    return counted
