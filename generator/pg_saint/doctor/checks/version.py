"""The extension's files on the server are newer than what this database runs."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from pg_saint.doctor.finding import Finding

OLDER = """
    select e.extversion, a.default_version
    from pg_extension e join pg_available_extensions a on a.name = e.extname
    where e.extname = 'pg_saint' and e.extversion <> a.default_version
"""


def check(connection: psycopg.Connection) -> Iterator[Finding]:
    for here, files in connection.execute(OLDER):
        yield Finding(
            f"this database runs version {here} of the extension, the files on the server are {files}",
            "alter extension pg_saint update; then saint apply",
        )
