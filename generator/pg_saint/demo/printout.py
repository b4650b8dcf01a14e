"""What the demo shows: readable in a terminal and in a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table

PIPE_WIDTH = 150
Rows = Sequence[dict[str, Any]]


def demo_console() -> Console:
    """Standard output; wide where it is a pipe, which has no width of its own."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = PIPE_WIDTH
    return console


def heading(console: Console, text: str) -> None:
    console.print()
    console.print(Rule(text, align="left", style="cyan" if console.is_terminal else "none"))


def print_loaded(console: Console, sizes: dict[str, int], seconds: float) -> None:
    shown = ("company", "person", "project", "activity", "sale", "invoice", "document", "request")
    parts = ", ".join(f"{sizes[table]:,} {_plural(table)}" for table in shown)
    console.print(f"The CRM, in its own tables (schema crm): {parts}. Loaded in {seconds:.1f} s.")


def print_statuses(console: Console, rows: Rows) -> None:
    """How many records each status matches."""
    table = empty_table("Status", "On", "Matches", "Of", "Part", right=("Matches", "Of", "Part"))
    for row in rows:
        table.add_row(
            row["name"], row["entity"], f"{row['matches']:,}", f"{row['records']:,}",
            f"{100 * row['matches'] / max(row['records'], 1):.1f} %",
        )  # fmt: skip
    console.print(Padding(table, (0, 0, 0, 2), expand=False))


def print_to_call(console: Console, names: dict[str, str], rows: Rows, columns: dict[str, str]) -> None:
    """One table per status, in the order of the rows; `columns` maps a column of the rows to its heading."""
    for status in dict.fromkeys(row["status"] for row in rows):
        console.print()
        console.print(f"[bold]{names[status]}[/bold]")
        table = empty_table(*columns.values(), right=("Turnover",))
        for row in rows:
            if row["status"] == status:
                table.add_row(*(cell(row[column]) for column in columns))
        console.print(Padding(table, (0, 0, 0, 2), expand=False))


def print_explanation(console: Console, rows: Rows) -> None:
    """The rows of saint.explain."""
    table = empty_table("Criterion", "Value", "Met", "Changes by itself on", right=("Value",))
    for row in rows:
        table.add_row(
            cell(row["criterion"]), cell(row["value"]), "yes" if row["met"] else "no", cell(row["changes_on"])
        )
    console.print(Padding(table, (0, 0, 0, 2), expand=False))


def cell(value: object) -> str:
    """A value as people read it; amounts of money are kroner."""
    if value is None:
        return "-"
    if isinstance(value, Decimal):
        return f"kr {value:,.0f}"
    if isinstance(value, date):
        return value.isoformat()
    # Names come from the CRM and may hold what rich takes for markup.
    return str(value).replace("[", r"\[")


def empty_table(*headings: str, right: Sequence[str] = ()) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for text in headings:
        table.add_column(text, justify="right" if text in right else "left", overflow="fold")
    return table


def _plural(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
