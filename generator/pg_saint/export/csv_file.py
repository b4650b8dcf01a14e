"""CSV as RFC 4180 has it, in UTF-8, with a header."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

# A spreadsheet that opens the file takes a text that begins so for a formula, and a formula can send data away.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_csv(file: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_text(value) for value in row])


def _text(value: Any) -> Any:
    """Numbers and dates as they are; an apostrophe makes a text a text for a spreadsheet."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.isoformat(sep=" ")
        case date():
            return value.isoformat()
        case str() if value.startswith(FORMULA):
            return f"'{value}"
    return value
