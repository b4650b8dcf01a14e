"""What the extension's catalog tables are to say about a definition, and whether they do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from pg_saint.compile import mapped
from pg_saint.compile.texts.follow_ups import write_function
from pg_saint.definitions.document import File
from pg_saint.ir.definition import Definition
from pg_saint.ir.nodes import Status
from pg_saint.values import jsonb

STATUS = (
    "status", "entity", "titles", "descriptions", "criteria", "rank", "visual", "enabled", "image", "follow_up",
    "groups", "deleted", "notify",
)  # fmt: skip
# Of %(tables)s, those that an apply would note as another table; and those noted that are mapped no more.
REPLACED = """
    select exists (select from unnest(%(tables)s::text[]) mapped (name) where not saint.table_known(mapped.name))
        or exists (select from saint.mapped_table m where m.table_name <> all (%(tables)s::text[]))
"""


def status_rows(definition: Definition) -> list[tuple[object, ...]]:
    """One row of saint.status for each status, by name."""
    return sorted(
        (
            s.name, s.entity, jsonb(s.titles), jsonb(s.descriptions), jsonb([c.text for c in s.criteria]),
            s.rank, s.visual, s.enabled, s.image and s.image.key, _follow_up(definition, s),
            list(s.groups), s.deleted, s.notify,
        )
        for s in definition.statuses
    )  # fmt: skip


def _follow_up(definition: Definition, status: Status) -> Jsonb | None:
    """`written_by` is the function in saint_data; none: the source has no `write`."""
    proposed = status.follow_up
    if proposed is None:
        return None
    writings = [w for w in definition.writings if (w.entity, w.source) == (status.entity, proposed.source)]
    return jsonb(
        {
            "source": proposed.source,
            "type": proposed.type,
            "text": proposed.texts,
            "in_days": proposed.in_days,
            "user": proposed.user,
            "written_by": write_function(writings[0]) if writings else None,
        }
    )


def describes(connection: psycopg.Connection, definition: Definition) -> bool:
    """Whether the catalog says about the statuses, the languages, the time zone and the mapped tables what is so."""
    query = sql.SQL("select {} from saint.status order by status").format(
        sql.SQL(", ").join(sql.Identifier(column) for column in STATUS)
    )
    zone = connection.execute("select zone from saint.clock").fetchone()
    languages = connection.execute("select language from saint.language order by place").fetchall()
    images = connection.execute("select image from saint.image").fetchall()
    have = sorted(connection.execute(query).fetchall())
    replaced = connection.execute(REPLACED, {"tables": list(mapped(definition))}).fetchone()
    return (
        have == [tuple(v.obj if isinstance(v, Jsonb) else v for v in row) for row in status_rows(definition)]
        and zone == (definition.timezone,)
        and replaced == (False,)
        and languages == [(language,) for language in definition.languages]
        and {image for (image,) in images} == {s.image.key for s in definition.statuses if s.image}
    )


KEPT = "select days from saint.retention where what = 'status_history'"


def describes_history(connection: psycopg.Connection, definition: Definition) -> bool:
    """Whether it is kept as long as the definition says."""
    kept = connection.execute(KEPT).fetchone()
    return (kept and kept[0]) == definition.history_days


COLUMNS = ("selection", "entity", "kind", "titles", "criteria", "columns", "max_age")


def selection_rows(definition: Definition) -> list[tuple[object, ...]]:
    """One row of saint.selection for each selection of the definitions, by name."""
    return sorted(
        (
            s.name, s.entity, s.kind, s.titles, [c.text for c in s.criteria], [c.name for c in s.columns], s.max_age,
        )
        for s in definition.selections
    )  # fmt: skip


def describes_selections(connection: psycopg.Connection, definition: Definition) -> bool:
    """Whether the catalog says about the selections what the definition says."""
    query = sql.SQL("select {} from saint.selection where declared").format(
        sql.SQL(", ").join(map(sql.Identifier, COLUMNS))
    )
    return sorted(connection.execute(query).fetchall()) == selection_rows(definition)


MONITOR = ("monitor", "entity", "titles")


def monitor_rows(definition: Definition) -> list[tuple[str, str, dict[str, str]]]:
    """One row of saint.monitor for each monitor, by name."""
    return sorted((m.name, m.entity, m.titles) for m in definition.attention.monitors)


def describes_monitors(connection: psycopg.Connection, definition: Definition) -> bool:
    """Whether the catalog says of the monitors what the definition says."""
    query = sql.SQL("select {} from saint.monitor").format(sql.SQL(", ").join(map(sql.Identifier, MONITOR)))
    return sorted(connection.execute(query).fetchall()) == monitor_rows(definition)


FILES = "select file, content, coalesce(owner, '') from saint.definition"


def describes_owners(connection: psycopg.Connection, files: Sequence[File]) -> bool:
    """Whether each owner's files are those in force. Where there is one owner, other words for the same definition are
    not worth an apply; where there are several, the parts of one are to fit those of another."""
    have = {(Path(name).name, *rest) for name, *rest in connection.execute(FILES)}
    wanted = {(Path(file.name).name, file.text, file.owner) for file in files}
    several = any(len({owner for *_, owner in each}) > 1 for each in (have, wanted))
    return have == wanted or not several


def is_described(connection: psycopg.Connection, definition: Definition, files: Sequence[File]) -> bool:
    """Whether they say what the definition says, which was read from `files`."""
    parts = (describes, describes_selections, describes_monitors, describes_history)
    return all(each(connection, definition) for each in parts) and describes_owners(connection, files)
