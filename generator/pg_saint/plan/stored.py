"""The definition in force, as the last apply stored it."""

from __future__ import annotations

import psycopg

from pg_saint.definitions import Model
from pg_saint.definitions.document import File
from pg_saint.errors import SaintError
from pg_saint.ir.nodes import Image
from pg_saint.validate import load_stored

IMAGES = """
    select s.status, i.image, i.media_type, i.content
    from saint.status s join saint.image i on i.image = s.image
"""
# What it names is looked up and compiled with the rights of who asks. So it has to be by that role, by one that is as
# good, or by one that the role has chosen to be a member of; and so is the owner of the table, who may write any name.
DISTRUSTED = """
    select distinct writer.name
    from (
        -- what is defined from inside is checked each time that it is read, whoever wrote it
        select applied_by as name from saint.definition where owner is distinct from 'inside'
        union all
        select pg_catalog.pg_get_userbyid(c.relowner)
        from pg_catalog.pg_class c
        where c.oid = 'saint.definition'::pg_catalog.regclass and (
            select r.rolsuper from pg_catalog.pg_roles r where r.rolname = current_user)
    ) writer
    where not exists (
        select
        from pg_catalog.pg_roles r, pg_catalog.pg_roles me
        where r.rolname = writer.name and me.rolname = current_user
            and (
                r.rolsuper
                or pg_catalog.pg_has_role(r.oid, me.oid, 'member')
                or not me.rolsuper and pg_catalog.pg_has_role(me.oid, r.oid, 'member')
                or not me.rolsuper and r.oid = (
                    select c.relowner from pg_catalog.pg_class c
                    where c.oid = 'saint.definition'::pg_catalog.regclass)
            )
    )
    order by 1
"""


def stored_model(connection: psycopg.Connection) -> Model:
    """Raises SaintError where nothing is applied, or where somebody with fewer rights has applied it."""
    files = files_in_force(connection)
    if not files:
        raise SaintError("no definition is in force in this database", remedy="saint apply FILE")
    require_trusted(connection)
    return load_stored(files, images_in_force(connection))


def files_in_force(connection: psycopg.Connection) -> list[File]:
    """By name."""
    query = "select file, content, coalesce(owner, ''), true from saint.definition order by file"
    return [File(*row) for row in connection.execute(query)]


def images_in_force(connection: psycopg.Connection) -> dict[str, Image]:
    """By status."""
    return {status: Image(*image) for status, *image in connection.execute(IMAGES)}


def require_trusted(connection: psycopg.Connection) -> None:
    """Raises SaintError where somebody with fewer rights has applied what is in force."""
    writers = distrusted(connection)
    if writers:
        raise SaintError(
            f"the definition in force was applied by {', '.join(writers)}, and would be compiled with the rights of "
            f"{_me(connection)}",
            remedy=f"give the FILE, or do this as {writers[0]}",
        )


def distrusted(connection: psycopg.Connection) -> list[str]:
    """Who wrote the definition in force, if nobody with all of the rights of this session's role."""
    return [row[0] for row in connection.execute(DISTRUSTED)]


def _me(connection: psycopg.Connection) -> str:
    return str((connection.execute("select current_user::text").fetchone() or ("",))[0])
