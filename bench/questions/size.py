"""How much room it takes."""

from __future__ import annotations

from bench.answers import Answer, Figure
from bench.databases import Databases, tick
from bench.files import statement

MEGABYTE = 2**20


def ask(databases: Databases) -> Answer:
    """Tables and indexes of the CRM and of pg_saint."""
    with databases.connect("saint") as connection:
        tick(connection)
        found = connection.execute(statement("queries", "sizes")).fetchall()
    crm = sum(total for name, total, _, _ in found if name.startswith("crm."))
    ours = sum(total for name, total, _, _ in found if not name.startswith("crm."))
    return Answer(
        title="Size",
        asked="Tables with their indexes, after everything that was asked before.",
        figures=[Figure(what="pg_saint ÷ the CRM's tables", measured=ours / crm)],
        columns=["table", "MB", "of which table", "of which indexes"],
        rows=[
            *([f"`{name}`", *(_megabytes(value) for value in values)] for name, *values in found),
            ["the CRM's tables together", _megabytes(crm), "", ""],
            ["pg_saint's together", _megabytes(ours), "", ""],
        ],
        notes=["Marks come and go: the size of their table is what the largest backlog between two vacuums needed."],
    )


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.1f}"
