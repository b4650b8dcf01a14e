"""Tables for people, JSON for scripts, progress for a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import click

WIDE = 10_000  # columns: more than any table has


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table on stdout, as wide as its content where stdout is not a terminal: a pipe must not lose text."""
    # It takes longer to load than most commands take for the rest.
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not console.is_terminal:
        console.width = WIDE
    table = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        # Text, not markup: a criterion may hold square brackets.
        table.add_row(*(Text(_text(value)) for value in row))
    # Through click: it knows what to do when nobody reads on.
    with console.capture() as captured:
        console.print(table)
    click.echo(captured.get(), nl=False)


def print_json(value: Any) -> None:
    """One JSON document on stdout; dates in ISO form."""
    escaped = not str(getattr(sys.stdout, "encoding", None) or "utf-8").lower().startswith("utf")
    click.echo(json.dumps(value, default=str, indent=2, ensure_ascii=escaped))


def warn(text: str) -> None:
    """A line on stderr, which a script's output is not mixed with."""
    click.echo(text, err=True)


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case date():
            return value.isoformat()
        case int():
            return f"{value:,}"
        case _:
            return str(value)
