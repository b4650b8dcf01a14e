"""GeoJSON (RFC 7946): a point for each record that has coordinates, with its other columns as properties."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pg_saint.errors import SaintError
from pg_saint.export.json_file import plain
from pg_saint.export.look import PLAIN, Look

PLACE = ("longitude", "latitude")  # in this order


def write_geojson(file: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]], look: Look = PLAIN) -> int:
    """Records without coordinates are left out; returns how many. Raises SaintError where there are no columns
    of that name."""
    if not set(PLACE) <= set(columns):
        raise SaintError(
            "these records have no coordinates",
            None,
            "map latitude and longitude as fields of the entity, or export as .json",
        )
    left_out = 0
    del look  # programs read it: names and values are the same in every language
    with file.open("w", encoding="utf-8") as out:
        out.write('{"type": "FeatureCollection", "features": [')
        separator = "\n"
        for row in rows:
            values = {column: plain(value) for column, value in zip(columns, row, strict=True)}
            place = [values.pop(name) for name in PLACE]
            if not _on_earth(*place):
                left_out += 1
                continue
            feature = {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": place},
                "properties": values,
            }
            out.write(separator + json.dumps(feature, ensure_ascii=False, default=str))
            separator = ",\n"
        out.write("\n]}\n")
    return left_out


def _on_earth(longitude: Any, latitude: Any) -> bool:
    numbers = isinstance(longitude, int | float) and isinstance(latitude, int | float)
    return numbers and -180 <= longitude <= 180 and -90 <= latitude <= 90
