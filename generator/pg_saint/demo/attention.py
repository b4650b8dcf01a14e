"""The demo's attention monitors: whom do we give how much, is it in proportion, what happened during a holiday."""

from __future__ import annotations

from importlib import resources
from typing import Any

import psycopg
from psycopg.rows import dict_row
from rich.console import Console
from rich.padding import Padding

from pg_saint.demo import printout

STYLES = {
    "red": "red",
    "dark grey": "grey37",
    "light grey": "grey70",
    "blue": "blue",
    "green": "green",
    "yellow": "yellow",
}
GRID = {
    "code": "Code", "name": "Name", "total": "Total", "days": "Days", "band_color": "Band", "history": "History",
    "correspondence": "Letters", "sales": "Sales", "helpdesk": "Helpdesk",
}  # fmt: skip
HOLIDAY = {"day": "Day", "customer": "Customer", "kind": "Kind", "title": "What", "who": "Who"}


def tell_of_attention(connection: psycopg.Connection, console: Console) -> None:
    """Calculates both monitors, prints the grid, the bands and the areas of one, the chronology of the other."""
    connection.execute("select saint.recalculate('top_customers'), saint.recalculate('my_holiday')")
    rows = _query(connection, "calculated")
    told = {row["name"]: row for row in rows}
    first = told["top_customers"]
    printout.heading(console, "How much attention do the best customers get? A year, everybody's contact moments")
    console.print(
        f"select saint.recalculate('top_customers'): {first['relations']:,} relations, {first['moments']:,} moments, "
        f"{1000 * first['duration'].total_seconds():.0f} ms. The seven with most and the seven with least:",
        markup=False,
    )
    _print_grid(console, _query(connection, "attention_grid"), GRID)
    console.print("The bands, by attention and by revenue per contact moment:")
    _print_bands(console, _query(connection, "attention_bands"))
    for row in _query(connection, "attention_summary"):
        revenue = "" if row["revenue_percent"] is None else f", {row['revenue_percent']} % of the revenue"
        console.print(f"  {row['area']}: {row['relations']} relations, {row['percent']} %{revenue}", markup=False)
    printout.heading(console, "What happened to Jonas's customers during his holiday of two weeks?")
    second = told["my_holiday"]
    console.print(f"{second['moments']:,} contact moments with {second['relations']:,} customers. The newest:")
    _print_grid(console, _query(connection, "holiday"), HOLIDAY)


def _print_grid(console: Console, rows: list[dict[str, Any]], columns: dict[str, str]) -> None:
    numbers = ("Total", "Days", "History", "Letters", "Sales", "Helpdesk")
    table = printout.empty_table(*columns.values(), right=numbers)
    for row in rows:
        table.add_row(*(_band(row[name]) if name == "band_color" else printout.cell(row[name]) for name in columns))
    console.print(Padding(table, (0, 0, 0, 2), expand=False))


def _print_bands(console: Console, rows: list[dict[str, Any]]) -> None:
    table = printout.empty_table(
        "Band", "Relations", "Moments", "Relations by revenue", "Revenue per moment", "Revenue", "Part",
        right=("Relations", "Moments", "Relations by revenue", "Revenue per moment", "Revenue", "Part"),
    )  # fmt: skip
    for row in rows:
        table.add_row(
            _band(row["band_color"]),
            str(row["relations"]),
            _range(row["lowest"], row["highest"]),
            printout.cell(row["sales_relations"]),
            _range(row["sales_lowest"], row["sales_highest"]),
            printout.cell(row["revenue"]),
            "-" if row["revenue_percent"] is None else f"{row['revenue_percent']} %",
        )
    console.print(Padding(table, (0, 0, 0, 2), expand=False))


def _band(color: str) -> str:
    return f"[{STYLES[color]}]■[/] {color}"


def _range(lowest: Any, highest: Any) -> str:
    if lowest is None and highest is None:
        return "-"
    if lowest is None or highest is None:
        return f"up to {printout.cell(highest)}" if lowest is None else f"above {printout.cell(lowest)}"
    return f"{printout.cell(lowest)} to {printout.cell(highest)}"


def _query(connection: psycopg.Connection, name: str) -> list[dict[str, Any]]:
    """The rows of queries/NAME.sql."""
    query = (resources.files("pg_saint.demo") / "queries" / f"{name}.sql").read_bytes()
    return connection.cursor(row_factory=dict_row).execute(query).fetchall()
