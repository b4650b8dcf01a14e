"""What is taken elsewhere: the files that `saint export` writes."""

from __future__ import annotations

import tempfile
from pathlib import Path

from starlette.responses import Response

from pg_saint.export import export
from pg_saint.export.kinds import Part
from pg_saint.web.visit import Visit

TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".geojson": "application/geo+json",
}


def sent_as_file(visit: Visit, source: str, name: str, where: str | None = None, area: str | None = None) -> Response:
    """`source`: what saint.source_of() knows; `name`: of ASCII letters, with an ending."""
    with tempfile.TemporaryDirectory(prefix="saint-serve-") as folder:
        file = Path(folder, f"export{Path(name).suffix}")
        export(visit.connection, source, file, part=Part(where, area), language=visit.language)
        content = file.read_bytes()
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "._-") else "_" for letter in name)
    headers = {"content-disposition": f'attachment; filename="{plain}"'}
    return Response(content, media_type=TYPES[file.suffix], headers=headers)
