"""JSON: a list of objects, one a line."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pg_saint.export.look import PLAIN, Look


def write_json(file: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]], look: Look = PLAIN) -> None:
    del look  # programs read it: names and values are the same in every language
    with file.open("w", encoding="utf-8") as out:
        separator = "["
        for row in rows:
            values = {column: plain(value) for column, value in zip(columns, row, strict=True)}
            out.write(f"{separator}\n" + json.dumps(values, ensure_ascii=False, default=str))
            separator = ","
        out.write("\n]\n" if separator == "," else "[]\n")


def plain(value: Any) -> Any:
    """JSON's numbers are doubles for most who read them: what does not fit one, and NaN, is a text."""
    match value:
        case datetime() | date():
            return value.isoformat()
        case float() if not math.isfinite(value):
            return str(value)
        case Decimal() if value.is_finite() and Decimal(repr(float(value))) == value:
            return int(value) if value == value.to_integral_value() else float(value)
    return value
