"""The definition in force, as the last apply stored it."""

from __future__ import annotations

import psycopg

from pg_saint.definitions import Model, load_stored
from pg_saint.errors import SaintError
from pg_saint.ir.nodes import Image

IMAGES = """
    select s.status, i.image, i.media_type, i.content
    from saint.status s join saint.image i on i.image = s.image
"""


def stored_model(connection: psycopg.Connection) -> Model:
    """Raises SaintError where nothing is applied."""
    files = connection.execute("select file, content from saint.definition order by file").fetchall()
    if not files:
        raise SaintError("no definition is in force in this database", remedy="saint apply FILE")
    images = {status: Image(*image) for status, *image in connection.execute(IMAGES)}
    return load_stored(dict(files), images)
