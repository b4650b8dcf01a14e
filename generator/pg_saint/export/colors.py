"""The colours that a sheet shows: of the bands of attention monitors, and a record's own."""

from __future__ import annotations

import re
from typing import Any

from pg_saint.ir.attention import BAND_COLORS

COLUMNS = ("color", "band_color")
HEX = re.compile(r"#([0-9a-fA-F]{6})\Z")


def rgb(column: str, value: Any) -> str | None:
    """RRGGBB of a value of one of the colour columns: the name of a band's colour, or #rrggbb; else None."""
    if column not in COLUMNS or not isinstance(value, str):
        return None
    found = HEX.match(value)
    return found[1].upper() if found else BAND_COLORS.get(value, "").removeprefix("#") or None
