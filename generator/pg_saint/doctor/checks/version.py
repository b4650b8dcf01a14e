"""The extension's files on the server are of another version than what this database runs."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from pg_saint.doctor.finding import Finding

OTHER = """
    select e.extversion, a.default_version,
        string_to_array(a.default_version, '.')::integer[] > string_to_array(e.extversion, '.')::integer[]
    from pg_extension e join pg_available_extensions a on a.name = e.extname
    where e.extname = 'pg_saint' and e.extversion <> a.default_version
"""


def check(connection: psycopg.Connection) -> Iterator[Finding]:
    for here, files, newer in connection.execute(OTHER):
        yield Finding(
            f"this database runs version {here} of the extension, the files on the server are {files}",
            "alter extension pg_saint update; then, with the command of that version: saint apply FILE"
            if newer
            else f"put the files of version {here} there (saint install): create extension would install older ones",
        )
