"""CSV as RFC 4180 has it, in UTF-8, with a header."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pg_saint.export.look import PLAIN, Look

# A spreadsheet that opens the file takes a text that begins so for a formula, and a formula can send data away.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


# A telephone number: nothing to compute but a number, and an apostrophe in it is in the way of whoever dials.
TELEPHONE = re.compile(r"\+\d[\d ()./-]*\Z")


def write_csv(file: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]], look: Look = PLAIN) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(look.headers(columns))
        for row in rows:
            values = (look.said(column, value) for column, value in zip(columns, row, strict=True))
            writer.writerow([_text(value, look.text_safe) for value in values])


def _text(value: Any, text_safe: bool) -> Any:
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
        case str() if value.startswith(FORMULA) and (text_safe or not TELEPHONE.match(value)):
            return f"'{value}"
    return value
